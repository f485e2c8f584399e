"""What holds a tag: the paragraph, row or cell that goes away with it, and the cell or box that it may leave empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from generator.errors import Problem
from generator.inspection.cuts import CONTENT
from generator.rendering.tags import HOLDERS, Tag
from generator.word.package import WORD
from generator.word.styles import is_on, value

_PARAGRAPH, _TABLE, _NOTHING = f"{WORD}p", f"{WORD}tbl", ""
#: What must end with a paragraph (ISO/IEC 29500-1, 17.4.65), and how messages call it.
_HOLDERS = {f"{WORD}tc": "la cellule", f"{WORD}txbxContent": "la zone de texte"}
#: What takes its paragraph away by itself, or with what it opens; an end alone is told elsewhere.
_EMPTYING = ("if", "for", "set")
_CONTROL = (f"{WORD}sdt", f"{WORD}sdtContent")


def check_holder(tag: Tag) -> Iterator[Problem]:
    """Find a ``{%p``, ``{%tr`` or ``{%tc`` that has no such thing to take away, or takes away more than itself."""
    holder = tag.held
    if tag.scope not in ("p", "tr", "tc") or tag.opener == "{#":
        return
    start = f"{tag.text[:2]}{tag.scope}"
    if holder is None:
        yield tag.problem(
            f"{tag.shown} : {start} ne s’emploie que dans un tableau",
            f"écrivez {tag.text.replace(start, tag.text[:2] + 'p', 1)}, seule dans son paragraphe",
        )
        return
    rest = "".join(text.text or "" for text in holder.iter(WORD + "t")).replace(tag.text, "", 1).strip()
    if rest or next(holder.iter(*(WORD + name for name in CONTENT)), None) is not None:
        what = HOLDERS[tag.scope]
        own = {
            "p": "mettez-la seule dans son paragraphe",
            "tr": "mettez-la seule dans une ligne ajoutée au tableau",
            "tc": "mettez-la seule dans une cellule ajoutée à la ligne",
        }[tag.scope]
        also = f", ou écrivez {tag.text.replace(start, tag.text[:2], 1)}" if tag.scope == "p" else ""
        article = "son" if tag.scope == "p" else "sa"
        yield tag.problem(f"{tag.shown} n’est pas seule dans {article} {what}, dont le reste disparaîtrait", own + also)
        return
    for lost, remedy in _breaks(holder):
        yield tag.problem(f"{tag.shown} est au même endroit qu’un {lost}, qui disparaîtrait avec elle", remedy)


def _breaks(holder: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the breaks that would go away with a tag, and what to do."""
    if any(value(found, "type") == "page" for found in holder.iter(WORD + "br")):
        yield "saut de page", "mettez-le dans un paragraphe à lui, avant ou après celui de la balise"
    if any(map(is_on, holder.iter(WORD + "pageBreakBefore"))):
        remedy = "Paragraphe, Enchaînements : décochez « Saut de page avant », et cochez-le au paragraphe qui suit"
        yield "saut de page (« Saut de page avant »)", remedy
    if next(holder.iter(WORD + "sectPr"), None) is not None:
        yield "saut de section", "mettez la balise dans un paragraphe à elle, juste avant ou après ce saut"


@dataclass
class _Block:
    """A condition or a loop as it is read: what its branches may end with, those before and the present one."""

    before: set[str] = field(default_factory=set)
    present: set[str] = field(default_factory=lambda: {_NOTHING})
    whole: bool = False

    def next_branch(self, *, whole: bool) -> None:
        """Begin another branch; with one that takes what the others leave, the block is ``whole``."""
        self.before |= self.present
        self.present, self.whole = {_NOTHING}, whole

    def ends(self) -> set[str]:
        """Return what the whole block may end with."""
        return self.before | self.present | (set() if self.whole else {_NOTHING})


def check_emptied(tags: Sequence[Tag]) -> Iterator[Problem]:
    """Find the cells and the text boxes that may end otherwise than with a paragraph, once the tags are gone."""
    alone = {tag.paragraph.element: tag for tag in tags if tag.scope == "p" and tag.opener == "{%"}
    holders: dict[etree._Element, Tag] = {}
    for element, tag in alone.items():
        holder = next(element.iterancestors(*_HOLDERS), None)
        if holder is not None and tag.keyword in _EMPTYING:
            holders.setdefault(holder, tag)
    for holder, tag in holders.items():
        if _ends(_blocks(holder), alone) - {_PARAGRAPH}:
            what = _HOLDERS[str(holder.tag)]
            yield tag.problem(
                f"{tag.shown} peut vider {what}, et Word dirait le document abîmé",
                f"ajoutez un paragraphe vide à la fin de {what}, après la dernière balise",
            )


def _blocks(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and the tables of a cell or a text box, those of its content controls too."""
    for element in holder:
        if element.tag in _CONTROL:
            yield from _blocks(element)
        elif element.tag in (_PARAGRAPH, _TABLE):
            yield element


def _ends(blocks: Iterable[etree._Element], alone: Mapping[etree._Element, Tag]) -> set[str]:
    """Return what may come last of these blocks, whichever branches are taken."""
    stack = [_Block()]
    for element in blocks:
        tag = alone.get(element)
        if tag is None:
            stack[-1].present = {str(element.tag)}
        elif tag.keyword in ("if", "for"):
            stack.append(_Block())
        elif tag.keyword in ("elif", "else"):
            stack[-1].next_branch(whole=tag.keyword == "else")
        elif tag.keyword in ("endif", "endfor") and stack[1:]:
            ends = stack.pop().ends()
            stack[-1].present = ends - {_NOTHING} | (stack[-1].present if _NOTHING in ends else set())
    return stack[0].present
