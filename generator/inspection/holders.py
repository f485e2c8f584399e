"""What goes away with a tag that stands for more than its text: its paragraph, its row of a table, its cell."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.inspection.cuts import CONTENT
from generator.rendering.tags import HOLDERS, Tag
from generator.word.package import WORD
from generator.word.styles import is_on, value


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
