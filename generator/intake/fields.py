"""What was read of a deliberation that came back: each field with the confidence it deserves."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
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
    """One field: ``read`` is the text it was found in, as it stands there; ``unsure`` says why its reading is doubtful.

    ``doubts`` are the reasons that came to it since, each with the rule of law that finds the same, "" for none.

    Values: ``commune`` is an INSEE code, dates are dates, ``heure`` is « 18:30 », counts are integers, lists of
    names are tuples of texts, ``pouvoirs`` a tuple of Proxy, ``unanimite``, ``urgence``, ``seconde_convocation``,
    ``scrutin_secret``, ``autorise_signature`` and ``autorise_avenants`` booleans, the others texts.
    """

    value: Value = None
    confidence: Confidence = "missing"
    read: str = ""
    unsure: str = ""
    doubts: tuple[tuple[str, str], ...] = ()

    @property
    def why(self) -> str:
        """All that makes it doubtful."""
        return self.why_beside(())

    @property
    def rule(self) -> str:
        """The rule of law that finds all that makes it doubtful and no more, "" when there is none."""
        rules = {rule for _, rule in self.doubts}
        return rules.pop() if len(rules) == 1 and not self.unsure else ""

    def why_beside(self, rules: Collection[str]) -> str:
        """Return the reasons that none of these rules finds, "" when they find all of them."""
        added = (reason for reason, rule in self.doubts if not rule or rule not in rules)
        return " ; ".join(filter(None, (self.unsure, *added)))


def doubted(field: Field, why: str, rule: str = "") -> Field:
    """Return a field made doubtful, the reason added to those it has; a missing one, or one so doubted, as it is.

    ``rule`` names the rule of law that says the same, when one does.
    """
    if field.confidence == "missing" or why in field.why:
        return field
    untold = field.confidence == "doubtful" and not field.why
    return replace(field, confidence="doubtful", doubts=(*field.doubts, *([("", "")] * untold), (why, rule)))


def undoubted(field: Field, why: str) -> Field:
    """Return a field without one of its reasons: certain when that was the only one."""
    doubts = tuple(doubt for doubt in field.doubts if doubt[0] != why)
    left = replace(field, unsure="" if field.unsure == why else field.unsure, doubts=doubts)
    return left if left.why or left == field else replace(left, confidence="certain")


def of_several(chosen: Field, fields: Iterable[Field], what: str) -> Field:
    """Return the one chosen among fields that differ, in doubt; ``what`` they are, in the plural."""
    passages = " ; ".join(dict.fromkeys(f"« {field.read} »" for field in fields))
    return Field(chosen.value, "doubtful", chosen.read, f"l’acte porte plusieurs {what} : {passages}")


@dataclass(frozen=True, slots=True)
class Counted:
    """What an act says of its lists: how many mandates and absent, None when it does not.

    ``scanned`` tells that its figures are read from pictures of pages, by one reader, ``labelled`` that each list of
    those who are not there names as many as its label says.
    """

    proxies: int | None = None
    absent: int | None = None
    scanned: bool = False
    labelled: bool = False


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
