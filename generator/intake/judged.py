"""What the law finds of a deliberation, or sees respected, no surer than the fields that it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.intake.fields import FIELDS, ReadDeliberation
from generator.language.typography import typographie
from generator.law.findings import Finding, Respected

#: The fields that each rule judges by.
_RESTS_ON = {
    "convocation": ("convocation_date", "seance_date", "urgence", "seconde_convocation", "commune"),
    "présents": ("presents", "noms_presents"),
    "signatures": ("signataires", "secretaire"),
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


def seen_respected(deliberation: ReadDeliberation, rules: Iterable[Respected]) -> tuple[Respected, ...]:
    """Return the rules that hold, each with the doubt about the fields that it rests on."""
    return tuple(replace(one, doubt=_doubt(_doubtful(deliberation, one.rule))) for one in rules)


def _judged(deliberation: ReadDeliberation, finding: Finding) -> Finding:
    doubt = _doubt(_doubtful(deliberation, finding.rule)) if finding.level == "error" else ""
    if not doubt:
        return finding
    return replace(finding, level="warning", message=typographie(f"à vérifier, car {doubt} : {finding.message}"))


def _doubtful(deliberation: ReadDeliberation, rule: str) -> list[str]:
    """Return the labels of the fields that a rule rests on and that are doubtful for another reason than the rule."""
    fields = [(FIELDS[name], deliberation.fields[name]) for name in _RESTS_ON.get(rule, ())]
    return [label for label, field in fields if field.confidence == "doubtful" and field.rule != rule]


def _doubt(labels: list[str]) -> str:
    names = [f"« {label.lower()} »" for label in labels]
    if len(names) < 2:
        return f"{names[0]} est douteux" if names else ""
    return f"{', '.join(names[:-1])} et {names[-1]} sont douteux"
