"""The level of a tag in the structure of a document: what it takes away with it, and what the ends of a block share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from generator.errors import Problem
from generator.rendering.tags import HOLDERS, Tag
from generator.word.package import WORD
from generator.word.paragraphs import Paragraph


def opened(tag: Tag) -> str:
    return f"ouverte à l’endroit « {tag.paragraph.place} »"


def written(like: Tag, code: str) -> str:
    """Return a tag with the same letters after « {% » as another: {%p endif %}."""
    return f"{{%{like.scope if like.scope in ('p', 'tr', 'tc') else ''} {code} %}}"


def check_holder(tag: Tag) -> Iterator[Problem]:
    """Find a ``{%p``, ``{%tr`` or ``{%tc`` that has no such thing to take away, or takes away more than itself."""
    holder = {"p": tag.paragraph.element, "tr": tag.paragraph.row, "tc": tag.paragraph.cell}.get(tag.scope)
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
    if rest or next(holder.iter(WORD + "drawing", WORD + "pict"), None) is not None:
        what = HOLDERS[tag.scope]
        own = {
            "p": "mettez-la seule dans son paragraphe",
            "tr": "mettez-la seule dans une ligne ajoutée au tableau",
            "tc": "mettez-la seule dans une cellule ajoutée à la ligne",
        }[tag.scope]
        also = f", ou écrivez {tag.text.replace(start, tag.text[:2], 1)}" if tag.scope == "p" else ""
        article = "son" if tag.scope == "p" else "sa"
        yield tag.problem(f"{tag.shown} n’est pas seule dans {article} {what}, dont le reste disparaîtrait", own + also)


def check_syntax(tag: Tag) -> Iterator[Problem]:
    """Find what the template library would read in another way than a template says: ``{{r``, ``{{p``, ``{%-``."""
    inner = tag.text[2:-2]
    end = "}}" if tag.opener == "{{" else "%}"
    if tag.opener == "{#":
        return
    if tag.scope == "r" or (tag.opener == "{{" and tag.scope):
        start = f"{tag.opener}{tag.scope}"
        yield tag.problem(f"{tag.shown} : {start} n’est pas une balise", f"écrivez {tag.opener} {tag.code} {end}")
    elif inner[:1] in ("-", "+") or inner[-1:] in ("-", "+"):
        code = tag.code.strip("-+ ")
        yield tag.problem(
            f"{tag.shown} : les signes - et + au bord d’une balise ne servent pas dans Word",
            f"écrivez {tag.opener}{tag.scope} {code} {end}",
        )


def check_level(opener: Tag, other: Tag) -> Iterator[Problem]:
    """Find a block that would cut the document's structure: its tags are not at the same level."""
    if opener.scope != other.scope and "r" not in (opener.scope, other.scope):
        yield other.problem(
            f"{other.shown} ne s’accorde pas avec {opener.shown} ({opened(opener)})",
            f"écrivez {written(opener, other.code)}, ou changez les deux : {{%p va avec {{%p, {{%tr avec {{%tr",
        )
    elif opener.scope in ("p", "tr", "tc"):
        if container(opener) is not container(other):
            yield _cutting(opener, other)
    elif opener.paragraph is other.paragraph:
        if _inline_parents(opener) != _inline_parents(other):
            yield other.problem(
                f"{opener.shown} et {other.shown} sont l’une dans un lien ou un contrôle de contenu, l’autre en dehors",
                "mettez les deux en dehors, ou les deux dedans",
            )
    elif opener.paragraph.element.getparent() is not other.paragraph.element.getparent():
        yield _cutting(opener, other)
    else:
        yield other.paragraph.problem(
            "warning",
            f"{other.shown} n’est pas dans le paragraphe de {opener.shown} ({opened(opener)}) : les deux "
            "paragraphes n’en feront qu’un, ou laisseront une ligne vide",
            f"mettez chacune seule dans son paragraphe : {{%p {opener.code} %}} et {{%p {other.code} %}}",
            other.start,
        )


def _cutting(opener: Tag, other: Tag) -> Problem:
    return other.problem(
        f"{other.shown} n’est pas au même niveau que {opener.shown} ({opened(opener)}) : l’une est dans une cellule, "
        "une zone de texte ou un contrôle de contenu dont l’autre est absente",
        "mettez les deux dans la même cellule, ou les deux en dehors ; pour répéter des lignes : {%tr … %}",
    )


def container(tag: Tag) -> etree._Element | None:
    """Return what holds the thing that a tag takes away: the table of a row, the cell of a paragraph."""
    holder: Paragraph = tag.paragraph
    element = {"tr": holder.row, "tc": holder.cell}.get(tag.scope, holder.element)
    return None if element is None else element.getparent()


def level(tag: Tag) -> tuple[bool, etree._Element | None]:
    """Return what the two ends of a block must share."""
    return tag.scope in ("p", "tr", "tc"), container(tag)


def _inline_parents(tag: Tag) -> list[etree._Element]:
    pieces = [piece for piece in tag.paragraph.pieces if piece.start <= tag.start]
    parents = []
    for parent in pieces[-1].run.iterancestors():
        if parent is tag.paragraph.element:
            break
        parents.append(parent)
    return parents


def check_cells(tags: Sequence[Tag]) -> Iterator[Problem]:
    """Find cells that a condition can leave without a paragraph: Word then calls the document damaged.

    ISO/IEC 29500-1, 17.4.65: a cell ends with a paragraph.
    """
    cells: dict[etree._Element, list[Tag]] = {}
    for tag in tags:
        if tag.scope == "p" and tag.opener == "{%" and tag.paragraph.cell is not None:
            cells.setdefault(tag.paragraph.cell, []).append(tag)
    for cell, found in cells.items():
        keywords = {tag.paragraph.element: tag.keyword for tag in found}
        paragraphs = [element for element in cell if element.tag == WORD + "p"]
        last = keywords.get(paragraphs[-1], "") if paragraphs else ""
        begins = found[0].keyword in ("if", "for")
        if begins and last.startswith("end") and "else" not in keywords.values():
            yield found[0].problem(
                f"{found[0].shown} peut vider la cellule, et Word dirait le document abîmé",
                "ajoutez un paragraphe vide à la fin de la cellule, après la dernière balise",
            )
