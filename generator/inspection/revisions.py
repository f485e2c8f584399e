"""What a work in progress leaves in a template: tracked changes and comments."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.word.package import WORD

_CHANGES = (
    *("ins", "del", "moveFrom", "moveTo", "numberingChange", "tblGridChange", "cellIns", "cellDel", "cellMerge"),
    *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
)
#: What a document was before its tracked changes: deleted text, former properties.
_FORMER = tuple(WORD + name for name in ("del", "moveFrom", *(name for name in _CHANGES if name.endswith("Change"))))


def check_revisions(template: Opened) -> Iterator[Problem]:
    """Find tracked changes and comments: the place told is that of the first.

    What the document was before the changes leaves the package: nothing else is told of it, since accepting them,
    which is the remedy, takes it away.
    """
    changes, first = _count(template, _CHANGES)
    if changes:
        many = f"{changes} modifications suivies restent" if changes > 1 else "une modification suivie reste"
        yield Problem(
            "error",
            f"{many} dans le modèle{first[1]}",
            "dans Word : Révision, Accepter, « Accepter toutes les modifications et arrêter le suivi »",
            place=first[0],
        )
        for element in [one for part in template.package.parts.values() for one in part.iter(*_FORMER)]:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    comments, first = _count(template, ("commentReference",))
    if comments:
        many = f"{comments} commentaires restent" if comments > 1 else "un commentaire reste"
        yield Problem(
            "error",
            f"{many} dans le modèle : les communes pourraient lire ce qui y est écrit{first[1]}",
            "dans Word : Révision, Supprimer, « Supprimer tous les commentaires du document »",
            place=first[0],
        )


def _count(template: Opened, names: tuple[str, ...]) -> tuple[int, tuple[str, str]]:
    """Return how many of some elements the parts hold, and the place of the first with the text around."""
    wanted = tuple(WORD + name for name in names)
    count, first = 0, ("", "")
    for flow in template.texts:
        found = list(template.root(flow).iter(*wanted))
        count += len(found)
        if found and not first[0]:
            paragraph = flow.nearest(found[0])
            around = f" (près de « {paragraph.text[:80].strip()} »)" if paragraph and paragraph.text.strip() else ""
            first = (flow.where(found[0]), around)
    return count, first
