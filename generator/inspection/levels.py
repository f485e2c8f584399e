"""The level of a tag in the structure of a document: what the two ends of a block share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from generator.errors import Problem
from generator.rendering.tags import Tag
from generator.word.paragraphs import Paragraph


def opened(tag: Tag) -> str:
    """Say where a tag was opened, as messages about what closes it go on."""
    return f"ouverte à l’endroit « {tag.paragraph.place} »"


def written(like: Tag, code: str) -> str:
    """Return a tag with the same letters after « {% » as another: {%p endif %}."""
    return f"{{%{like.scope if like.scope in ('p', 'tr', 'tc') else ''} {code} %}}"


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
            f"{other.shown} n’est pas dans le paragraphe de {opener.shown} ({opened(opener)}) : les deux "
            "paragraphes n’en feront qu’un, ou laisseront une ligne vide",
            f"mettez chacune seule dans son paragraphe : {{%p {opener.code} %}} et {{%p {other.code} %}}",
            other.start,
            level="warning",
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
    piece = tag.paragraph.piece(tag.start)
    parents = piece.run.iterancestors() if piece else ()
    return list(takewhile(lambda parent: parent is not tag.paragraph.element, parents))
