"""In what a file says something else than the deliberation that is recorded, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.intake.fields import FIELDS, as_text
from generator.law.acts import Act
from generator.law.sittings import Sitting
from generator.register.recordedacts import RecordedAct

#: Where the register keeps a field: an attribute of the act, or of the sitting; in the order of a screen.
_KEPT = {
    "seance_date": "decided_on",
    "convocation_date": "convened_on",
    "affichage_date": "posted_on",
    "urgence": "urgent",
    "seconde_convocation": "second_convocation",
    "preside_par": "president",
    "en_exercice": "in_office",
    "presents": "present",
    "votants": "voting",
    "noms_presents": "present_names",
    "pouvoirs": "proxies",
    "noms_absents": "absent_names",
    "secretaire": "secretary",
    "numero": "number",
    "objet": "object",
    "pour": "votes_for",
    "contre": "votes_against",
    "abstentions": "abstentions",
    "ne_prennent_pas_part": "not_voting",
    "sans_part": "aside_names",
    "scrutin_secret": "secret_ballot",
    "unanimite": "unanimous",
    "dispositif": "operative",
    "autorise_signature": "authorises_signature",
    "autorise_avenants": "authorises_avenants",
    "designe": "designated",
    "signataires": "signatories",
    "envoye_le": "sent_on",
    "recu_le": "received_on",
    "publie_le": "published_on",
    "identifiant": "identifier",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A field in which a file says something else than the deliberation that is recorded, both as texts."""

    name: str
    label: str
    recorded: str
    here: str


def compared(before: RecordedAct, act: Act, sitting: Sitting) -> Iterator[Compared]:
    """Yield the fields in which an act differs from the one that is recorded."""
    for name, kept in _KEPT.items():
        old, new = (before.act, act) if hasattr(act, kept) else (before.sitting, sitting)
        if (was := getattr(old, kept)) != (now := getattr(new, kept)):
            yield Compared(name, FIELDS[name], as_text(was), as_text(now))
