"""Small changes of an article as jurists word them: « au troisième alinéa, les mots « … » sont remplacés par … ».

Alinéas are counted as the article in force has them, each new line being one, items of lists too; all changes are told
of that text, so that none depends on another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.avenants.articles import Alinea
from generator.avenants.edits import Edit, edited, is_once, quotable_edits
from generator.dossiers.comparison import pair
from generator.language.numbers import lettres, ordinal_lettres
from generator.language.typography import NBSP, quoted

#: More changes than these, or more words quoted than this share of the article, and the whole article is clearer.
_FEW = 4
_SHARE = 0.5
#: The same within one alinéa, which is then replaced.
_FEW_IN_ONE = 2
_SHARE_OF_ONE = 0.7

#: ``words`` replace others or none, come after others or at the end of an alinéa; alinéas go or come.
Kind = Literal["replaced", "removed", "inserted", "completed", "alinea removed", "alinea replaced", "alineas inserted"]


@dataclass(frozen=True, slots=True)
class Modification:
    """One change of an article.

    ``alinea`` is the rank (from 1) of the alinéa that it concerns, or after which ``alineas`` come, 0 before all; one
    of them can take its place.
    ``former`` are the words that go or that others follow, found once in that alinéa; ``words`` those that come.
    """

    kind: Kind
    alinea: int
    former: str = ""
    words: str = ""
    alineas: tuple[Alinea, ...] = ()


def modifications(former: Sequence[Alinea], new: Sequence[Alinea]) -> tuple[Modification, ...]:
    """Return the changes that make ``new`` of ``former``; none when the whole new wording is the clearer way.

    That is for an article of one alinéa that is mostly reworded, for more than a few changes, and where a list takes
    another form. Applied to ``former`` with :func:`apply`, they give ``new``.
    """
    found: list[Modification] = []
    rank = 0
    for old, now in pair(former, new):
        rank += old is not None
        if old is None and now is not None:
            _insert(found, rank, now)
        elif old is not None and now is None:
            found.append(Modification("alinea removed", rank))
        elif old is not None and now is not None and old != now:
            if old.level != now.level:
                return ()
            found += _reworded(rank, old.text, now)
    quoted = sum(len(one.former) + len(one.words) + sum(len(alinea.text) for alinea in one.alineas) for one in found)
    whole = sum(len(alinea.text) for alinea in (*former, *new))
    clear = len(found) <= _FEW and quoted <= _SHARE * whole and apply(former, found) == tuple(new)
    return tuple(found) if clear else ()


def apply(former: Sequence[Alinea], changes: Sequence[Modification]) -> tuple[Alinea, ...] | None:
    """Return the text that the changes give, None when one of them names words that are not there once."""
    said: list[tuple[Alinea, ...]] = [(), *((alinea,) for alinea in former)]
    after: list[tuple[Alinea, ...]] = [() for _ in said]
    texts = [""] + [alinea.text for alinea in former]
    edits: dict[int, list[Edit]] = {}
    for change in changes:
        if change.kind == "alineas inserted":
            after[change.alinea] += change.alineas
        elif change.kind == "alinea removed":
            said[change.alinea] = ()
        elif change.kind == "alinea replaced":
            said[change.alinea] = change.alineas
        else:
            edit = _edit_of(texts[change.alinea], change)
            if edit is None:
                return None
            edits.setdefault(change.alinea, []).append(edit)
    for rank, own in edits.items():
        text = edited(texts[rank], own)
        said[rank] = tuple(Alinea(text, alinea.level) for alinea in said[rank])
    return tuple(alinea for own, more in zip(said, after, strict=True) for alinea in (*own, *more))


def _edit_of(text: str, change: Modification) -> Edit | None:
    """Return a change of words as an edit of its alinéa, None when they are not there once."""
    if change.kind == "completed":
        return Edit(len(text), len(text), change.words)
    if not is_once(text, change.former):
        return None
    start = text.index(change.former)
    stop = start + len(change.former)
    return Edit(stop if change.kind == "inserted" else start, stop, change.words)


def _insert(found: list[Modification], rank: int, alinea: Alinea) -> None:
    """Add an alinéa that comes after the one of this rank, with those that come there already."""
    last = found[-1] if found else None
    if last and (last.kind, last.alinea) == ("alineas inserted", rank):
        found[-1] = Modification("alineas inserted", rank, alineas=(*last.alineas, alinea))
    else:
        found.append(Modification("alineas inserted", rank, alineas=(alinea,)))


def _reworded(rank: int, old: str, new: Alinea) -> list[Modification]:
    """Return the changes of the words of one alinéa, or its new wording when they are many."""
    edits = quotable_edits(old, new.text)
    quoted = sum(edit.stop - edit.start + len(edit.words) for edit in edits)
    if len(edits) > _FEW_IN_ONE or quoted > _SHARE_OF_ONE * (len(old) + len(new.text)):
        return [Modification("alinea replaced", rank, alineas=(new,))]
    return [_of_words(rank, old[edit.start : edit.stop], edit.words) for edit in edits]


def _of_words(rank: int, former: str, words: str) -> Modification:
    if not former:  # only at the end: elsewhere it was extended
        return Modification("completed", rank, words=words)
    if not words:
        return Modification("removed", rank, former)
    if words.startswith(former):
        return Modification("inserted", rank, former, words[len(former) :])
    return Modification("replaced", rank, former, words)


def told(change: Modification, count: int) -> str:
    """Return the sentence that makes a change in an article of ``count`` alinéas, without a full stop.

    What is inserted as alinéas is quoted below it.
    """
    sentence = _sentence(change, count)
    return sentence[0].upper() + sentence[1:]


def _sentence(change: Modification, count: int) -> str:
    place = f"au {ordinal_lettres(change.alinea)} alinéa, " if count > 1 and change.alinea else ""
    named = f"le {ordinal_lettres(change.alinea)} alinéa" if count > 1 and change.alinea else "l’alinéa"
    former, words = _words(change.former), _words(change.words)
    match change.kind:
        case "replaced":
            return f"{place}{_the(former)} {_pass(former, 'remplacé')} par {_the(words)}"
        case "removed":
            return f"{place}{_the(former)} {_pass(former, 'supprimé')}"
        case "inserted":
            return f"{place}après {_the(former)}, {_pass(words, 'inséré')} {_the(words)}"
        case "completed":
            sentence = re.fullmatch(r"[A-ZÀ-Ý][^.!?]*[.!?]", words)
            comes = f"une phrase ainsi rédigée : «{NBSP}{words}{NBSP}»" if sentence else _the(words)
            return f"{named} est complété par {comes}"
        case "alinea removed":
            return f"{named} est supprimé"
        case "alinea replaced":
            return f"{named} est remplacé par un alinéa ainsi rédigé"
    many = len(change.alineas)
    come = "un alinéa ainsi rédigé" if many == 1 else f"{lettres(many)} alinéas ainsi rédigés"
    if change.alinea == count:
        return f"l’article est complété par {come}"
    where = f"après {named}" if change.alinea else "avant le premier alinéa"
    return f"{where}, {'il est inséré' if many == 1 else 'sont insérés'} {come}"


def _words(text: str) -> str:
    return quoted(text.strip())


def _the(words: str) -> str:
    return f"{'les mots' if _are_many(words) else 'le nombre' if words.isdigit() else 'le mot'} «{NBSP}{words}{NBSP}»"


def _pass(words: str, participle: str) -> str:
    return f"sont {participle}s" if _are_many(words) else f"est {participle}"


def _are_many(words: str) -> bool:
    return re.fullmatch(r"[^\W\d]+(?:-[^\W\d]+)*|[0-9]+", words) is None
