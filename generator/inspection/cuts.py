"""Tags that formatting cuts: their ends are not in the same stretch of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from generator.errors import Problem
from generator.rendering.tags import Tag
from generator.word.package import WORD
from generator.word.paragraphs import Piece

#: What a tag may not contain, nor what is removed with it, since it would go away with the words of the tag.
CONTENT = ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "fldChar")
#: What stays behind a tag that holds it, and is printed after what the tag says.
_BREAKS = ("br", "cr", "tab", "ptab")
#: What a tag may not cross.
_BOUNDARIES = {"hyperlink": "un lien", "sdtContent": "un contrôle de contenu", "fldSimple": "un champ"}


def check_cuts(tag: Tag) -> Iterator[Problem]:
    """Find a tag whose ends are not in the same part of the paragraph, or that holds more than words."""
    end = tag.start + len(tag.text)
    pieces = [
        piece
        for piece in tag.paragraph.pieces
        if piece.start < end and piece.start + len(piece.element.text or "") > tag.start
    ]
    if len(pieces) < 2:
        return
    first, last = pieces[0], pieces[-1]
    apart = set(first.run.iterancestors()) ^ set(last.run.iterancestors())
    kinds = {etree.QName(parent).localname for parent in apart}
    crossed = [name for kind, name in _BOUNDARIES.items() if kind in kinds]
    if crossed:
        yield tag.problem(
            f"{tag.shown} commence dans {crossed[0]} et finit en dehors, ou l’inverse",
            f"effacez la balise et retapez-la tout entière en dehors : {crossed[0]} ne doit pas la couper",
        )
    elif _within(first, last, CONTENT):
        yield tag.problem(
            f"{tag.shown} contient une image, un appel de note ou un champ, qui disparaîtrait",
            "placez cet élément avant ou après la balise",
        )
    elif tag.scope in ("", "r") and _within(first, last, _BREAKS):
        yield tag.problem(
            f"{tag.shown} contient un saut de ligne ou une tabulation, qui serait imprimé après ce qu’elle écrit",
            "effacez-le : une balise s’écrit d’un seul tenant, même longue",
        )
    elif len({_appearance(piece.run) for piece in pieces}) > 1:
        yield tag.paragraph.problem(
            f"{tag.shown} change de mise en forme en son milieu : seule celle du début servira",
            "sélectionnez toute la balise et donnez-lui une seule mise en forme",
            tag.start,
            level="warning",
        )


def _within(first: Piece, last: Piece, names: Iterable[str]) -> bool:
    """Tell whether one of these elements is between two pieces of a paragraph."""
    wanted = {WORD + name for name in names}
    return any(element.tag in wanted for element in _between(first.element, last.element))


def _between(first: etree._Element, last: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a paragraph between two of its texts."""
    paragraph = next(parent for parent in first.iterancestors() if parent.tag == WORD + "p")
    inside = False
    for element in paragraph.iter():
        if element is last:
            return
        if inside:
            yield element
        inside = inside or element is first


def _appearance(run: etree._Element) -> tuple[str, ...]:
    """Return what a reader sees of a run's formatting; the language and the spelling marks are not seen."""
    properties = run.find(WORD + "rPr")
    unseen = ("lang", "noProof", "rtl", "cs", "bCs", "iCs", "szCs", "webHidden")
    return tuple(
        sorted(
            etree.tostring(item, encoding="unicode", with_tail=False)
            for item in (properties if properties is not None else ())
            if isinstance(item.tag, str) and etree.QName(item).localname not in unseen
        )
    )
