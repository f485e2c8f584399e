"""What was read of a deliberation that came back: each field with the confidence it deserves."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator.law.sittings import Proxy

Confidence = Literal["certain", "doubtful", "missing"]
Value = str | int | bool | datetime.date | tuple[str, ...] | tuple[Proxy, ...] | None

#: The fields of a deliberation, by their names in ``--json``, with what they are called on a screen.
FIELDS = {
    "commune": "Commune",
    "seance_date": "Date de la séance",
    "heure": "Heure",
    "convocation_date": "Convocation",
    "affichage_date": "Affichage",
    "urgence": "Urgence déclarée",
    "seconde_convocation": "Seconde convocation",
    "preside_par": "Présidée par",
    "en_exercice": "En exercice",
    "presents": "Présents",
    "votants": "Votants",
    "noms_presents": "Noms des présents",
    "pouvoirs": "Pouvoirs",
    "noms_absents": "Absents",
    "secretaire": "Secrétaire de séance",
    "numero": "Numéro de la délibération",
    "objet": "Objet",
    "pour": "Pour",
    "contre": "Contre",
    "abstentions": "Abstentions",
    "ne_prennent_pas_part": "Ne prennent pas part au vote",
    "sans_part": "Noms de ceux qui ne prennent pas part au vote",
    "scrutin_secret": "Scrutin secret",
    "unanimite": "À l’unanimité",
    "dispositif": "Décision (dispositif)",
    "autorise_signature": "Autorise à signer",
    "autorise_avenants": "Autorise les avenants sans incidence financière",
    "designe": "Désigne pour représenter la commune",
    "signataires": "Signataires",
    "envoye_le": "Envoyé en préfecture",
    "recu_le": "Reçu en préfecture",
    "publie_le": "Publié",
    "identifiant": "Identifiant de l’acte",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``read`` is the text it was found in, as it stands there; ``why`` says what makes it doubtful.

    ``rule`` names the rule of law that says the same as ``why`` and no more: what it doubts is what the rule finds.
    ``found`` are the reasons in ``why``, among others perhaps, that rules find too, each with its rule.

    Values: ``commune`` is an INSEE code, dates are dates, ``heure`` is « 18:30 », counts are integers, lists of
    names are tuples of texts, ``pouvoirs`` a tuple of Proxy, ``unanimite``, ``urgence``, ``seconde_convocation``,
    ``scrutin_secret``, ``autorise_signature`` and ``autorise_avenants`` booleans, the others texts.
    """

    value: Value = None
    confidence: Confidence = "missing"
    read: str = ""
    why: str = ""
    rule: str = ""
    found: tuple[tuple[str, str], ...] = ()

    def why_beside(self, rules: Collection[str]) -> str:
        """Return the reasons that none of these rules finds, "" when they find all of them."""
        left = self.why
        for reason in (reason for reason, rule in self.found if rule in rules):
            left = left.replace(reason, "", 1)
        return " ; ".join(part for part in left.split(" ; ") if part)


def doubted(field: Field, why: str, rule: str = "") -> Field:
    """Return a field made doubtful, the reason added to those it has; a missing one, or one so doubted, as it is.

    ``rule`` names the rule of law that says the same, when one does.
    """
    if field.confidence == "missing" or why in field.why:
        return field
    alone = field.confidence == "certain" or (field.rule == rule != "")
    reasons = f"{field.why} ; {why}" if field.why else why
    found = (*field.found, (why, rule)) if rule else field.found
    return replace(field, confidence="doubtful", why=reasons, rule=rule if alone else "", found=found)


def undoubted(field: Field, why: str, rule: str = "") -> Field:
    """Return a field without one of its reasons, as ``doubted`` gave it: certain when that was the only one."""
    left = " ; ".join(part for part in field.why.replace(why, "", 1).split(" ; ") if part)
    if why not in field.why:
        return field
    if not left:
        return replace(field, confidence="certain", why="", rule="", found=())
    found = tuple(one for one in field.found if one != (why, rule))
    rules = {rule for _, rule in found}
    shorter = replace(field, why=left, rule="", found=found)
    return replace(shorter, rule=rules.pop()) if len(rules) == 1 and not shorter.why_beside(rules) else shorter


@dataclass(frozen=True, slots=True)
class Counted:
    """What an act says of its lists: how many mandates and absent, None when it does not.

    ``scanned`` tells that its figures are read from pictures of pages, by one reader.
    """

    proxies: int | None = None
    absent: int | None = None
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class ReadDeliberation:
    """One deliberation of a file; ``fields`` has every name of ``FIELDS``, ``written`` those that a person wrote."""

    source: str
    fields: Mapping[str, Field]
    counted: Counted = Counted()
    written: frozenset[str] = frozenset()

    def shown(self, name: str) -> str:
        """Return a field as a person reads it and could write it; empty when it is missing."""
        return as_text(self.fields[name].value)

    def as_json(self) -> dict[str, Any]:
        """Return the source and the fields, dates as YYYY-MM-DD."""
        fields = {
            name: {"value": _json(field.value), "confidence": field.confidence, "read": field.read, "why": field.why}
            for name, field in self.fields.items()
        }
        return {"source": self.source, "fields": fields}


def as_text(value: Value) -> str:
    """Return a value as a person reads it and could write it; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, tuple):
        return " ; ".join(_person(item) for item in value) or "néant"
    return str(value)


def _person(item: str | Proxy) -> str:
    if isinstance(item, Proxy):
        return f"{item.giver} donne pouvoir à {item.holder or '…'}"
    return item


def _json(value: Value) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [{"de": item.giver, "a": item.holder} if isinstance(item, Proxy) else item for item in value]
    return value
