"""An electronic signature told in one sentence, without a word that it does not deserve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.language.dates import date_longue, heure
from generator.register.journal import FRANCE

if TYPE_CHECKING:
    from generator.pdf.signatures import ElectronicSignature


def signature_told(signature: ElectronicSignature) -> str:
    """Return who signed, when by the clocks of France, which bytes and what came after; trust is not verified."""
    return " ; ".join(_parts(signature))


def _parts(signature: ElectronicSignature) -> Iterator[str]:
    who = signature.who or "nom illisible"
    authority = f" (certificat émis par « {signature.issuer} »)" if signature.issuer else ""
    moment = "date inconnue"
    if signature.when:
        local = signature.when.astimezone(FRANCE)
        moment = f"le {date_longue(local.date())} à {heure(local.time())}"
    yield f"{'horodatage' if signature.timestamp else 'signature'} électronique : {who}{authority}, {moment}"
    if signature.intact is False:
        yield "le contenu signé a été modifié depuis"
    elif signature.intact is None:
        yield "contenu signé non contrôlé"
    if signature.whole:
        yield "porte sur tout le fichier"
    elif signature.changed_after:
        yield "ne porte pas sur tout le fichier, dont les pages ont changé depuis"
    else:
        yield "ne porte pas sur ce qui a été ajouté depuis, sans changer les pages"
    yield "confiance non vérifiée"
