"""What the file of a template carries beside its text, and each document with it: a signature, a lock, another file."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.word.package import WORD
from generator.word.styles import value

#: What the package's links call a signature (ISO/IEC 29500-2, 12).
_SIGNED = "/digital-signature/origin"
_TEMPLATE = "/attachedTemplate"
#: The protections that let nobody write in a zone; those of forms and of tracked changes do.
_LOCKED = ("readOnly", "comments")
_ON = ("1", "true", "on")
_START = "début du document"


def check_carried(template: Opened) -> Iterator[Problem]:
    """Find a signature, which no document made of the template deserves, what locks zones, and an attached template."""
    package = template.package
    if any(link.get("Type", "").endswith(_SIGNED) for link in package.parts.get("_rels/.rels", ())):
        yield Problem(
            "error",
            "le modèle est signé numériquement : chaque document en porterait une signature qui n’est pas la sienne",
            "dans Word : Fichier, Informations, Afficher les signatures, « Supprimer la signature » pour chacune",
            place=_START,
        )
    settings = package.related("settings")
    if settings is None:
        return
    name, root = settings
    lock = root.find(WORD + "documentProtection")
    zones, open_to_all = (next(package.document.iter(WORD + tag), None) for tag in ("sdt", "permStart"))
    if (
        value(lock, "edit") in _LOCKED
        and value(lock, "enforcement") in _ON
        and zones is not None
        and open_to_all is None
    ):
        yield Problem(
            "error",
            "le modèle est protégé contre les modifications : personne ne pourrait compléter ses zones dans Word",
            "dans Word : Révision, Restreindre la modification, « Désactiver la protection »",
            place=_START,
        )
    for link in package.links(name):
        if link.get("Type", "").endswith(_TEMPLATE):
            yield Problem(
                "warning",
                f"un modèle de Word lui est attaché ({link.get('Target', '')}) : les communes en liraient l’adresse, "
                "où leur Word le chercherait",
                "dans Word : Développeur, Modèle de document : écrivez Normal à la place de ce nom",
                place=_START,
            )
