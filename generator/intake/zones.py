"""The zones of the program's own deliberation draft, as a commune completed them in Word: read by tag, exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.intake.councillors import Entry, entries
from generator.intake.fields import Field, Value
from generator.intake.holders import UNREAD
from generator.intake.offices import FUNCTION
from generator.intake.writtenhours import HOUR, hour
from generator.law.signatories import read_person
from generator.law.sittings import Proxy
from generator.minutes.figures import number
from generator.minutes.names import clean_name, is_person
from generator.minutes.writtendates import dates, typed_date
from generator.papers.letters import fold
from generator.papers.received import SourceText

Reader = Callable[[str], Value]


def _count(text: str) -> Value:
    read = number(re.sub(r"\(.*\)|\b(?:voix|membres|conseillers)\b", "", text))
    return read.value if read is not None and not read.repaired else None


def _hour(text: str) -> Value:
    match = HOUR.fullmatch(fold(text.strip()))
    value, why = hour(match) if match else ("", "")
    return value if value and not why else None


def _names(text: str) -> Value:
    found = entries(text)
    return tuple(entry.name for entry in found) if all(entry.clean and not entry.holder for entry in found) else None


def _name(text: str) -> Value:
    """Read who somebody is, without the office that a comma or a bracket adds."""
    offices = (office.start() for office in FUNCTION.finditer(fold(text)) if office[0].lstrip().startswith((",", "(")))
    return clean_name(text[: next(offices, len(text))]) or None


def _person(text: str) -> Value:
    """Read who is to be printed in an act: civility, given name and surname are needed, the title is kept."""
    return " ".join(text.split()) if read_person(text) else None


def _proxies(text: str) -> Value:
    found = entries(text, proxies=True)
    blank = _BLANK.search(text) is not None
    if not all((entry.clean and entry.holder) or (blank and _is_unheld(entry)) for entry in found):
        return None
    return tuple(Proxy(entry.name, "" if entry.holder == UNREAD else entry.holder) for entry in found)


def _is_unheld(entry: Entry) -> bool:
    """Tell whether a mandate names who gives it, and nobody who holds it."""
    return entry.holder == UNREAD and is_person(entry.name)


def _text(text: str) -> Value:
    return " ".join(text.split())


def _result(text: str) -> Value:
    folded = fold(text)
    if "unanimite" in folded:
        return True
    return False if "majorite" in folded else _yes(text)


def _yes(text: str) -> Value:
    return {"oui": True, "non": False}.get(fold(text).strip(" ."))


#: How each field is read when a person writes it, in a zone of the draft or to correct it; a commune is not read here.
READERS: Mapping[str, Reader] = {
    **dict.fromkeys(
        ("seance_date", "convocation_date", "affichage_date", "envoye_le", "recu_le", "publie_le"), typed_date
    ),
    **dict.fromkeys(
        ("en_exercice", "presents", "votants", "pour", "contre", "abstentions", "ne_prennent_pas_part"), _count
    ),
    **dict.fromkeys(("noms_presents", "noms_absents", "signataires", "sans_part"), _names),
    **dict.fromkeys(
        ("urgence", "seconde_convocation", "scrutin_secret", "autorise_signature", "autorise_avenants"), _yes
    ),
    **dict.fromkeys(("numero", "objet", "identifiant", "dispositif"), _text),
    **dict.fromkeys(("preside_par", "secretaire"), _name),
    "designe": _person,
    "heure": _hour,
    "pouvoirs": _proxies,
    "unanimite": _result,
}
_ZONES: Mapping[str, str] = {
    "seance.date": "seance_date",
    "seance.heure": "heure",
    "seance.president": "preside_par",
    "seance.convocation": "convocation_date",
    "seance.affichage": "affichage_date",
    "seance.en_exercice": "en_exercice",
    "seance.presents": "presents",
    "seance.votants": "votants",
    "seance.noms_presents": "noms_presents",
    "seance.pouvoirs": "pouvoirs",
    "seance.noms_absents": "noms_absents",
    "seance.secretaire": "secretaire",
    "deliberation.numero": "numero",
    "vote.pour": "pour",
    "vote.contre": "contre",
    "vote.abstentions": "abstentions",
    "vote.ne_prennent_pas_part": "sans_part",
    "vote.resultat": "unanimite",
    "designation.representant": "designe",
    "transmission.date": "envoye_le",
    "publication.date": "publie_le",
}
#: The zone that says how the council was convened, when that is out of the ordinary; that of the day in letters.
_MENTION, _LETTERS = "seance.mention", "seance.date_lettres"
#: The tags of the zones that are read.
TAGS = frozenset((*_ZONES, _MENTION, _LETTERS))
#: How a person writes that a holder is not named, as the program shows it.
_BLANK = re.compile(r"…|\.{3}|_{3}")
_URGENCY = re.compile(r"\burgence\b")
_SECOND = re.compile(r"\b(?:seconde|deuxieme|nouvelle|2e|2nde) convocation")


def zones(source: SourceText) -> dict[str, Field]:
    """Return the fields of the completed zones: certain when understood, doubtful with the text kept when not.

    A zone that still shows its placeholder is a missing field, whatever the text around it says.
    """
    fields = {}
    for tag, name in _ZONES.items():
        if tag in source.placeholders:
            fields[name] = Field()
        elif written := source.controls.get(tag, "").strip():
            fields[name] = _field(written, READERS[name])
    fields |= _mention(source)
    if "sans_part" in fields and isinstance(fields["sans_part"].value, tuple):
        aside = fields["sans_part"]
        fields["ne_prennent_pas_part"] = Field(len(fields["sans_part"].value), "certain", aside.read)
    if "seance_date" in fields and (letters := source.controls.get(_LETTERS)):
        fields["seance_date"] = _agreeing(fields["seance_date"], letters)
    return fields


def _mention(source: SourceText) -> dict[str, Field]:
    """Return what the zone of the convocation says of urgency and of a second convocation; nothing when it is empty."""
    if _MENTION not in source.controls and _MENTION not in source.placeholders:
        return {}
    written = "" if _MENTION in source.placeholders else source.controls.get(_MENTION, "").strip()
    said = {"urgence": _URGENCY, "seconde_convocation": _SECOND}
    return {
        name: Field(True, "certain", written) if pattern.search(fold(written)) else Field()
        for name, pattern in said.items()
    }


def _field(written: str, reader: Reader) -> Field:
    value = reader(written)
    if value is None:
        return Field(written, "doubtful", written, "ce qui est écrit n’a pas été compris")
    if isinstance(value, tuple) and any(isinstance(item, Proxy) and not item.holder for item in value):
        return Field(value, "doubtful", written, "un mandataire n’est pas nommé")
    return Field(value, "certain", written)


def _agreeing(held: Field, letters: str) -> Field:
    """Return the sitting's date, doubtful when the date in words is another."""
    words = letters if fold(letters).lstrip().startswith("l'an") else f"L’an {letters}"
    spelt = [read.value for read in dates(fold(words))] or [read.value for read in dates(fold(letters))]
    if held.confidence == "certain" and spelt and spelt[0] != held.value:
        return Field(held.value, "doubtful", f"{held.read} ; {letters}", "la date en lettres est une autre date")
    return held
