"""Conditions and loops: each must be closed by its own end, at the same place of the document's structure."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field, replace

from generator.errors import Problem
from generator.inspection.cuts import check_cuts
from generator.inspection.holders import check_emptied, check_holder
from generator.inspection.levels import check_level, container, level, opened, written
from generator.rendering.tags import HOLDERS, Tag, corrected, wrong_sign

#: What opens a block and what ends it.
ENDS = {
    name: f"end{name}" for name in ("if", "for", "macro", "set", "filter", "call", "with", "raw", "block", "autoescape")
}
_MIDDLES = {"elif": ("if",), "else": ("if", "for")}
_SINGLE = ("set", "do")
#: Those that templates are taught to have.
_TOLD = ("if", "elif", "else", "endif", "for", "endfor", "set")
_IMPORTS = ("include", "import", "from", "extends")
#: What would print the tags in it as they are, or the signs of the data as if they were the document's own.
_UNTOUCHED = ("raw", "autoescape")
#: What keeps what it holds, to be printed elsewhere.
_KEPT = ("macro", "call", "filter", "set")
#: What people write for the words of a tag.
_MEANT = {
    "si": "if",
    "sinon": "else",
    "finsi": "endif",
    "pour": "for",
    "finpour": "endfor",
    "fin": "endif",
    "end": "endif",
    "elseif": "elif",
    "elsif": "elif",
    "fi": "endif",
    "endfi": "endif",
    "foreach": "for",
    "next": "endfor",
}
_NAMES = {"if": "la condition", "for": "la boucle"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One tag as it will be read together with the others; ``code`` can be an end that the template lacks."""

    code: str
    tag: Tag


@dataclass
class _Reader:
    """Reads the tags of a part in order; ``stack`` holds the blocks that are open."""

    tags: list[Tag]
    problems: list[Problem]
    statements: list[Statement] = field(default_factory=list)
    stack: list[Tag] = field(default_factory=list)
    closed_else: set[int] = field(default_factory=set)
    position: int = 0

    def read(self, tag: Tag) -> None:
        """Take the next tag."""
        sign = wrong_sign(tag)
        if sign:
            self.problems.append(corrected(tag, sign))
            tag = replace(tag, code=harmless(tag.code.replace(sign, " ").strip(), tag))
        raw = bool(self.stack) and self.stack[-1].keyword == "raw"
        if tag.opener == "{#" or (raw and tag.keyword != "endraw"):
            return
        if tag.opener == "{{":
            self.statements.append(Statement(tag.code, tag))
            return
        word = tag.keyword
        if word in _IMPORTS:
            remedy = "copiez-y le texte voulu, puis supprimez la balise"
            self.problems.append(tag.problem(f"{tag.shown} : un modèle ne peut pas en inclure un autre", remedy))
        elif word in _SINGLE and (word != "set" or "=" in tag.code):
            self.statements.append(Statement(tag.code, tag))
        elif word in ENDS:
            if word in _UNTOUCHED:
                message = f"{tag.shown} : ce qui la suit serait imprimé sans être ni lu ni protégé"
                self.problems.append(tag.problem(message, f"supprimez-la, et {{% {ENDS[word]} %}} avec elle"))
            elif word in _KEPT and tag.scope:
                message = f"{tag.shown} : seul un texte peut servir ailleurs, pas des paragraphes ni des lignes"
                remedy = f"répétez le passage là où il sert, ou écrivez {{% {tag.code} %}} dans un paragraphe"
                self.problems.append(tag.problem(message, remedy))
            self.stack.append(tag)
            self.statements.append(Statement(tag.code, tag))
        elif word in _MIDDLES:
            self._middle(tag)
        elif word in ENDS.values():
            self._end(tag)
        else:
            self._unknown(tag)

    def finish(self) -> None:
        """Report what stays open at the end of the part."""
        while self.stack:
            self._missing(self.stack.pop())

    def _middle(self, tag: Tag) -> None:
        word = tag.keyword
        top = self._block_of(tag, _MIDDLES[word])
        if top is None:
            message = f"{tag.shown} n’est dans aucune condition"
            remedy = "placez-la entre {% if … %} et {% endif %}, ou supprimez-la"
        elif id(top) in self.closed_else:
            message = f"{tag.shown} vient après un « else » de la même condition ({opened(top)})"
            remedy = "il ne faut qu’un « else », en dernier : pour plusieurs cas, écrivez {% elif … %} avant lui"
        else:
            if word == "else":
                self.closed_else.add(id(top))
            self.problems += check_level(top, tag)
            self.statements.append(Statement(tag.code, tag))
            return
        self.problems.append(tag.problem(message, remedy))

    def _end(self, tag: Tag) -> None:
        word = tag.keyword
        opener = self._block_of(tag, (word.removeprefix("end"),))
        top = self.stack[-1] if self.stack else None
        if opener is not None:
            self.stack.pop()
            self.problems += check_level(opener, tag)
            self.statements.append(Statement(tag.code, tag))
        elif top is not None and ENDS[top.keyword] != word and container(top) is container(tag):
            self.stack.pop()
            message = f"{tag.shown} ne peut pas fermer {top.shown} ({opened(top)})"
            self.problems.append(tag.problem(message, f"écrivez {written(top, ENDS[top.keyword])}"))
            self.statements.append(Statement(ENDS[top.keyword], tag))
        else:
            name = word.removeprefix("end")
            message = f"{tag.shown} ferme {_NAMES.get(name, 'un bloc')} sans que {{% {name} … %}} l’ait ouverte"
            self.problems.append(tag.problem(message, f"ajoutez {written(tag, name + ' …')} avant, ou supprimez-la"))

    def _block_of(self, tag: Tag, words: tuple[str, ...]) -> Tag | None:
        """Return the open block that an « else » or an end belongs to, None when it belongs to none.

        A block of the same level goes before those inside it, which then lack their end. A block of another level
        is the one only if nothing closes it further on.
        """
        own = level(tag)
        openers = (opener for opener in reversed(self.stack) if opener.keyword in words and level(opener) == own)
        same = next(openers, None)  # the nearest: thousands may be open
        if same:
            while self.stack[-1] is not same:
                self._missing(self.stack.pop(), tag)
            return same
        top = self.stack[-1] if self.stack else None
        if top is None or top.keyword not in words:
            return None
        meant = "else" if tag.keyword in _MIDDLES and container(top) is container(tag) else ENDS[top.keyword]
        return None if self._is_closed_later(top, meant) else top

    def _is_closed_later(self, opener: Tag, meant: str) -> bool:
        """Tell whether a tag further on is the ``meant`` one of this block, and not of one that opens after it."""
        depth, own = 0, level(opener)
        for other in self.tags[self.position + 1 :]:
            if other.keyword not in (opener.keyword, ENDS[opener.keyword], meant) or level(other) != own:
                continue
            if other.keyword == opener.keyword:
                depth += 1
            elif depth:
                depth -= other.keyword == ENDS[opener.keyword]
            elif other.keyword == meant:
                return True
        return False

    def _missing(self, opener: Tag, before: Tag | None = None) -> None:
        end = written(opener, ENDS[opener.keyword])
        where = f" avant {before.shown} ({before.paragraph.place})" if before else ""
        self.problems.append(
            opener.problem(f"{opener.shown} n’est pas fermée{where}", f"ajoutez {end} là où elle doit finir")
        )
        self.statements.append(Statement(ENDS[opener.keyword], opener))

    def _unknown(self, tag: Tag) -> None:
        word = tag.keyword
        known = [*ENDS, *ENDS.values(), *_MIDDLES]
        if word in HOLDERS and len(tag.code.split()) > 1:
            touching = f"écrivez {{%{tag.code} %}}, sans espace avant « {word} »"
            self.problems.append(tag.problem(f"{tag.shown} : « {word} » doit toucher le signe %", touching))
            self.read(replace(tag, code=tag.code.removeprefix(word).strip(), scope=word))
            return
        parted = "".join(tag.code.split()[:2]).lower()  # {% end if %}
        if parted != word.lower() and (parted in known or parted in _MEANT):
            word, tag = parted, replace(tag, code=" ".join([parted, *tag.code.split()[2:]]))
        near = _MEANT.get(word.lower(), "") or next(iter(difflib.get_close_matches(word.lower(), _TOLD, 1, 0.6)), "")
        stuck = next((name for name in ("tr", "tc", "p") if word.startswith(name) and word[len(name) :] in known), "")
        meant = word.removeprefix(stuck) if stuck else near
        if stuck:
            near = f"{{%{stuck} {tag.code.removeprefix(stuck)} %}}"
        elif near:
            near = written(tag, f"{near} {' '.join(tag.code.split()[1:])}".strip())
        message = f"{tag.shown} : balise inconnue" if word else f"{tag.shown} : la balise est vide"
        remedy = f"vouliez-vous {near} ?" if near else f"les balises sont {', '.join(_TOLD[:-1])} et {_TOLD[-1]}"
        self.problems.append(tag.problem(message, remedy if word else "supprimez-la, ou complétez-la"))
        if meant:  # read as what was meant, so that its other half is no fault too
            self.read(replace(tag, code=f"{meant} {' '.join(tag.code.split()[1:])}".strip(), scope=stuck or tag.scope))


def harmless(code: str, tag: Tag) -> str:
    """Return what takes the place of a tag that cannot be read, so that the others can."""
    if tag.opener == "{{":
        return "0"
    word, _, rest = code.partition(" ")
    name = next(iter(re.findall(r"[^\W\d]\w*", rest)), "_")
    return {
        "if": "if true",
        "elif": "elif true",
        "for": f"for {name} in []",
        "set": f"set {name} = none",
        "macro": f"macro {name}()",
        "with": "with",
    }.get(word, word)


def read_blocks(tags: list[Tag], problems: list[Problem]) -> list[Statement]:
    """Return the tags as a whole that can be read: what is wrong with conditions and loops goes to ``problems``."""
    for tag in tags:
        problems += check_holder(tag)
        problems += check_cuts(tag)
    problems += check_emptied(tags)
    reader = _Reader(tags, problems)
    for reader.position, tag in enumerate(tags):
        reader.read(tag)
    reader.finish()
    return reader.statements
