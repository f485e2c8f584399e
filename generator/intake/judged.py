"""What the law finds of a deliberation, no surer than the fields that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.intake.fields import FIELDS, ReadDeliberation
from generator.language.typography import typographie
from generator.law.findings import Finding

#: The fields that each rule judges by.
_RESTS_ON = {
    "convocation": ("convocation_date", "seance_date", "urgence", "seconde_convocation", "commune"),
    "effectif": ("en_exercice", "presents", "commune"),
    "quorum": ("en_exercice", "presents"),
    "pouvoirs": ("pouvoirs", "noms_presents"),
    "votants": ("votants", "presents", "pouvoirs", "en_exercice"),
    "secrétaire": ("secretaire", "noms_presents"),
    "vote": ("votants", "pour", "contre", "abstentions"),
    "unanimité": ("unanimite", "contre"),
    "adoption": ("pour", "contre", "scrutin_secret"),
    "dates": ("seance_date", "envoye_le", "recu_le", "publie_le"),
    "autorisation": ("dispositif", "autorise_signature"),
    "numéro": ("numero", "identifiant"),
    "objet": ("objet",),
    "identifiant": ("identifiant", "commune", "seance_date", "numero"),
}


def judged(deliberation: ReadDeliberation, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what the law finds, an error being one only where nothing else makes its fields doubtful.

    What the rule itself contradicts is no other doubt. The errors that are none yet ask for a look.
    """
    return tuple(_judged(deliberation, finding) for finding in findings)


def _judged(deliberation: ReadDeliberation, finding: Finding) -> Finding:
    names = _RESTS_ON.get(finding.rule, ()) if finding.level == "error" else ()
    fields = [(FIELDS[name], deliberation.fields[name]) for name in names]
    doubts = [label for label, field in fields if field.confidence == "doubtful" and field.rule != finding.rule]
    if not doubts:
        return finding
    told = f"« {doubts[0].lower()} » est douteux" if len(doubts) == 1 else _several(doubts)
    return replace(finding, level="warning", message=typographie(f"à vérifier, car {told} : {finding.message}"))


def _several(doubts: list[str]) -> str:
    names = [f"« {label.lower()} »" for label in doubts]
    return f"{', '.join(names[:-1])} et {names[-1]} sont douteux"
