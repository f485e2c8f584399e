"""What the prefecture's system prints on an act: sent, received, published, and the act's identifier."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from generator.inputs.communes import Commune
from generator.intake.fields import Field, doubted, of_several
from generator.law.acts import parse_identifier
from generator.law.identifiers import siren_is_valid
from generator.minutes.decisions import VOTED
from generator.minutes.extracts import Extract
from generator.minutes.figures import CONFUSED
from generator.minutes.writtendates import dates
from generator.papers.letters import fold, worn

_PREFECTURE = r"(?:sous[ -]?)?pr[ec]fe?cture(?: (?:de la |de l'|du |des |de |d')[a-z-]{2,24})?"
_LABELS = {
    "envoye_le": rf"envoi (?:en |a la )?{_PREFECTURE}|{worn('envoye')}e? (?:en|a la) {_PREFECTURE}|"
    rf"(?:{worn('depose')}e?|{worn('depot')}) (?:en|a la) {_PREFECTURE}|"
    rf"(?:tele)?transmis\w{{0,2}} (?:[ae]\w{{0,2}} (?:la |monsieur le )?{_PREFECTURE}|"
    rf"(?:au|a) (?:representant de l'etat|controle de legalite|prefet|services de l'etat)|par voie electronique|"
    rf"(?=le\b))[^\n\d:]{{0,40}}|"
    rf"(?:{worn('date de')} ?)?(?:tele)?transmission(?: (?:en|a la) {_PREFECTURE}|"
    rf" au (?:controle de legalite|representant de l'etat|prefet))?|{worn('teletransmi')}(?:s|se|"
    rf"ssion)[^\n\d:]{{0,40}}",
    "recu_le": rf"(?:(?<=prefecture\n)|(?<=prefecture\n\n))[^\n]{{0,60}}\nre[cg]u(?= le)|"
    rf"re[cg]ue? (?:en|a la) {_PREFECTURE}|"
    rf"(?:date de )?(?:reception|retour) (?:(?:en|de|par|la|le) ){{0,2}}(?:{_PREFECTURE}|prefet)|"
    rf"accuse (?:de )?reception (?:en |de la )?(?:{_PREFECTURE})?[^\n\d:]{{0,20}}",
    "publie_le": rf"{worn('publie')}e?s?(?: (?:et|ou)(?: /ou)? (?:notifie|affiche)e?)?|(?:{worn('affiche')}e?)|"
    r"(?<=par )affichage(?= le\b)|mise? en ligne|(?:date de )?(?:publication|mise en ligne)"
    r"(?: d(?:es|e la) deliberations?)?(?: (?:et|ou)(?: /ou)? notification)?",
}
_PATTERNS = {name: re.compile(rf"\b(?:{label})\b") for name, label in _LABELS.items()}
#: What a sentence says « transmis le », « publication le » of, where that is the act itself, or its other dates.
_ITSELF = re.compile(r"\b(?:acte|deliberation|executoire|certifi|prefecture|affiche|publie|notifie)")
#: A sentence says it so many characters before at most.
_SENTENCE = 200
#: A day and its label stand in so many characters.
_BESIDE = 60
_AFTERWARDS = "affiché après la séance, sans qu’il soit dit ce qui l’est : l’acte, ou la liste des délibérations"
_TO_NOBODY = "l’acte ne dit pas que c’est lui qui fut transmis, ni à qui"
_OF_SOMETHING = "l’acte ne dit pas que c’est lui qui fut publié"
_AFTER = re.compile(
    r"[^\n\w]{0,6}(?:\n[ \t]*(?=le ))?"
    r"(?:(?:le|ie|du|(?:sur|par) [^\n\d:]{0,60}\b(?:le|du)|electronique(?:ment)?(?: le)?)\b)?[\s:]{0,4}"
)
_I = r"[0-9oilsb|!]"
_IDENTIFIER = re.compile(
    rf"(?<![\w-])(?P<department>(?:{_I}{{3}}|02[ab])) ?- ?(?P<siren>{_I}{{9}}) ?- ?(?P<date>2{_I}{{7}}) ?- ?"
    r"(?P<number>[a-z0-9_]{1,15}(?:\s{1,60}[0-9]{1,6})?) ?- ?(?P<nature>de|ar|ai|cc|bf|au|0e)(?![a-z0-9])"
)

#: « 99_DE-059-215902925-20250402-DELIB20250210-DE-1-1_1.pdf »
_IN_A_NAME = re.compile(r"(?<![0-9A-Z])(?:[0-9]{3}|02[AB])-[0-9]{9}-[0-9]{8}-[A-Z0-9_]{1,15}-DE(?![A-Z0-9])")


def receipt_dates(extract: Extract) -> dict[str, Field]:
    """Return the dates of transmission, reception and publication: of the receipt, else of the act's own mention."""
    return {name: _labelled_date(extract, name) for name in _LABELS}


def _labelled_date(extract: Extract, name: str) -> Field:
    text = extract.text
    begins = _begins(extract)
    fields: list[Field] = []
    garbled = None
    for match in text.find(_PATTERNS[name], flowing=True):
        if name == "publie_le" and match.start() < begins and not _in_a_stamp(extract, match.start()):
            continue
        after = _AFTER.match(text.flowing, match.end())
        start = after.end() if after else match.end()
        found = next(dates(text.flowing, start, start + 60), None)
        read = text.read(match.start(), min(found.end if found else start + 20, len(text.text)))
        if found is None or text.flowing[start : found.start].strip(" \n:"):
            if name != "publie_le" or re.search(r"\d", text.folded[start : start + 14]):
                garbled = read
            continue
        why = found.why or _doubt(extract, match, name)
        fields.append(Field(found.value, "doubtful" if why else "certain", read, why))
    days = {field.value for field in fields}
    if len(days) > 1:
        return of_several(fields[0], fields, "dates")
    if fields:
        return next((field for field in fields if field.confidence == "certain"), fields[0])
    return Field(None, "missing", garbled or "", "la date est illisible" if garbled else "")


def published_instead(posted: Field, published: Field, held: Field) -> dict[str, Field]:
    """Return the days of the posting and of the publication: what is posted after the sitting is no convocation."""
    days = posted.value, held.value
    after = all(isinstance(day, datetime.date) for day in days) and posted.value > held.value  # type: ignore[operator]
    if not after or "convo" in fold(posted.read):
        return {"affichage_date": posted, "publie_le": published}
    told = published if published.value else doubted(Field(posted.value, "certain", posted.read), _AFTERWARDS)
    return {"affichage_date": Field(), "publie_le": told}


def _begins(extract: Extract) -> int:
    """Return where what is published can be the act itself: its reasons, else its vote."""
    voted = extract.text.first(VOTED) if extract.body >= extract.closing else None
    return voted.start() if voted else extract.body


def _doubt(extract: Extract, mention: re.Match[str], name: str) -> str:
    """Return why a mention in a sentence, « transmis le », « publication le », may be of another document."""
    folded = extract.text.folded
    line = folded[folded.rfind("\n", 0, mention.start()) + 1 : mention.start()]
    if not re.search(r"\w", line):
        return ""
    if name == "publie_le":
        told = _ITSELF.search(folded, max(0, mention.start() - _SENTENCE), mention.start())
        return "" if told else _OF_SOMETHING
    return _TO_NOBODY if re.match(r"transmis\w{0,2} le\b", mention[0]) and not _ITSELF.search(line) else ""


def _in_a_stamp(extract: Extract, place: int) -> bool:
    """Tell whether a mention is the act's own: in a prefecture's stamp, above the act, or « Date de publication : ».

    Beside the day of the convocation it is this that was published.
    """
    own = re.compile(r"(?:date de )?(?:publication|mise en ligne)[^\n:]{0,20}:").match(extract.text.folded, place)
    above = extract.text.folded[max(0, place - 150) : place]
    of_it = own is not None and "deliberation" in own[0]
    return of_it or (own is not None and "convocation" not in above[-_BESIDE:]) or "prefecture" in above


def identifier(extract: Extract, commune: Commune | None, held_on: Field, act_number: Field) -> Field:
    """Return the act's identifier, as the commune, the date and the number that were read elsewhere let it be.

    It is certain when its SIREN passes Luhn's check and is the commune's, and its date is the sitting's. It is
    repaired only when the commune, the date and the number prove it, and is then doubtful.
    """
    text = extract.text
    found = {_plain(match): match for match in text.find(_IDENTIFIER)}
    if not found:
        return Field()
    if len(found) > 1:
        written, match = next(iter(found.items()))
        others = ", ".join(found)
        return Field(
            written, "doubtful", text.read(*match.span()), f"le fichier porte plusieurs identifiants : {others}"
        )
    written, match = next(iter(found.items()))
    read = text.read(*match.span())
    department, siren, day, number, nature = written.split("-")
    held = f"{held_on.value:%Y%m%d}" if isinstance(held_on.value, datetime.date) else ""
    figures = re.sub(r"[^A-Z0-9]", "", str(act_number.value or "").upper())
    plain = number.replace("_", "")
    same_number = bool(figures) and (figures in plain or plain in figures)
    if commune is None:
        why = "" if siren_is_valid(siren) else f"le SIREN {siren} a une clé de contrôle fausse"
        return Field(written, "doubtful", read, why or "la commune n’a pas été reconnue par ailleurs")
    expected = f"{_department(commune)}-{commune.siren}"
    if f"{department}-{siren}" == expected and day == held:
        raw = re.sub(r"\s", "", read.upper())
        if raw == written and figures and not same_number:
            return Field(written, "doubtful", read, "son numéro n’est pas celui de la délibération")
        if raw == written:
            return Field(written, "certain", read)
        return Field(written, "doubtful", read, "des signes sont mal lus ou manquent")
    if day == held and same_number and _near(f"{department}{siren}", expected.replace("-", "")):
        damage = f"{department}-{siren}"
        why = (
            f"réparé : « {damage} » est mal lu, « {expected} » est confirmé par la commune ({commune.nom}), la date de "
            f"la séance et le numéro de la délibération"
        )
        return Field(f"{expected}-{day}-{number}-{nature}", "doubtful", read, why)
    reasons = []
    if not siren_is_valid(siren):
        reasons.append(f"le SIREN {siren} a une clé de contrôle fausse")
    elif siren != commune.siren:
        reasons.append(f"le SIREN {siren} n’est pas celui de {commune.nom} ({commune.siren})")
    if day != held:
        reasons.append("sa date n’est pas celle de la séance" if held else "la date de la séance n’a pas été lue")
    return Field(written, "doubtful", read, " ; ".join(reasons) or "le département ne correspond pas à la commune")


def confirmed_by_name(field: Field, name: str, commune: Commune | None, held_on: Field) -> Field:
    """Return an identifier as the name of the act's file lets it be: transmission services name files by it.

    One that was missing is doubtful, for it does not stand in the act; one that was doubtful and the same is certain.
    """
    found = _IN_A_NAME.search(name)
    written = parse_identifier(found[0]) if found else None
    if written is None or commune is None or (written.siren, written.date) != (commune.siren, held_on.value):
        return field
    if field.value is None:
        return Field(str(written), "doubtful", name, "il est dans le nom du fichier, et n’a pas été lu dans l’acte")
    return replace(field, confidence="certain", unsure="") if field.value == str(written) else field


def sirens(extract: Extract) -> list[str]:
    """Return the SIREN numbers of the identifiers, those only that pass Luhn's check."""
    read = [_plain(match).split("-")[1] for match in extract.text.find(_IDENTIFIER)]
    return [siren for siren in dict.fromkeys(read) if siren_is_valid(siren)]


def _plain(match: re.Match[str]) -> str:
    """Return an identifier as it should be written, letters that stand for figures put right where figures are due."""
    department, siren, day = (
        match[name].translate(CONFUSED).translate(str.maketrans("sb", "58")) for name in ("department", "siren", "date")
    )
    if re.fullmatch("02[ab]", match["department"]):
        department = match["department"].upper()
    number, nature = "_".join(match["number"].upper().split()), match["nature"].upper().replace("0", "D")
    return f"{department}-{siren}-{day}-{number}-{nature}"


def _department(commune: Commune) -> str:
    """Return the département on three characters, as identifiers write it: 059, 02A, 974."""
    return commune.insee[:3] if commune.insee.startswith(("97", "98")) else f"0{commune.insee[:2]}"


def _near(read: str, expected: str) -> bool:
    """Tell whether two numbers of one length differ by three figures at most."""
    return len(read) == len(expected) and sum(a != b for a, b in zip(read, expected, strict=True)) <= 3
