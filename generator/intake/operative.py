"""The operative part of an act (dispositif): what the council decided, and whether it authorises the mayor to sign."""

from __future__ import annotations

import re

from generator.inputs.communes import Commune
from generator.intake.authorised import another_paper, may_cover_more
from generator.intake.fields import Field, doubted
from generator.law.decisions import Decision, read_decision
from generator.law.signatories import read_person
from generator.minutes.decisions import WITHDRAWN
from generator.minutes.extracts import Extract
from generator.minutes.headlines import RESULT
from generator.minutes.names import CIVILITY
from generator.papers.letters import Text, fold, worn

_VERB = (
    r"(?:approuv|adopt|accept|valid|autoris|habilit|decid|prend acte|prennent acte|ajourn|surs[eo]i|report|retir|"
    r"rejett|refus|n'autoris|n'approuv|donn|emet|design|fix|enterin|confirm|elit)"
)
_BEGINS = re.compile(
    rf"{worn('apres')},? (?:(?:en )?(?:\w+ ){{1,2}}{worn('delibere')}|{worn('deliberation')},)|"
    r"(?m:^[ \t]*delibere[ \t]*:?[ \t]*$)"
)
#: Those who decide, by any name.
_COUNCIL = (
    r"(?:le conseil(?: municipal| communautaire)?|les (?:membres|conseillers|elus)(?: du conseil)?(?: municipa\w+)?|"
    r"l'assemblee)"
)
#: A decision that is recalled: « par délibération du 6 septembre 2024, le conseil a décidé ».
_RECALLED = re.compile(r"\b(?:deliberations? (?:n ?°[^\n,]{1,20} )?du|en date du|seances? du|lors d\w+)\b[^.;]{0,60}$")
#: Without « après en avoir délibéré »: the council and its verb, a verb that opens a line, a proposal that is adopted.
_DECIDES = re.compile(
    rf"(?m)\b{_COUNCIL}\b(?:[^\n;]|\n(?!\s*\n)){{0,80}}?\b{_VERB}|"
    rf"^[ \t]{{0,8}}[-–•*]?[ \t]{{0,3}}{_VERB}\w*(?: |[ \t]*:?[ \t]*$)|"
    r"\bil est (?:\w+ )?decide\b|"
    r"\belle est (?:adopte|approuve|accepte|rejete)e\b|"
    r"(?P<whole>\b(?:(?:la )?(?:proposition|deliberation|motion) (?:adopte|rejete|accepte)e\b|"
    r"la (?:proposition|deliberation|motion)\b[^\n;.]{0,40}? est (?:adopte|rejete|accepte)|"
    rf"l[ea] maire est (?:autorise|habilite)|{WITHDRAWN})[^\n]*)"
)
#: « 7 pour, le maire est autorisé à signer », under the title of a point: all that its minutes tell.
_RESULT = re.compile(rf"(?m)^[ \t]{{0,8}}(?P<whole>{RESULT}[^\n]*)")
#: The same, and nobody was against.
_UNANIMOUS = re.compile(rf"\s*(?:{RESULT}[^\n]*)(?<=unanimite)")
#: « Le maire est autorisé à signer », « Charge M. le Maire de … » under a result.
_GOES_ON = re.compile(
    r"\s*\n[ \t]{0,8}[-–•*]?[ \t]{0,3}"
    r"(?:charg|mandat|(?:pour|contre|abst\w*|votants)\b[^\n]{0,12}(?:\d|neant)|"
    rf"{_VERB}|[^\n]{{3,60}} (?:est|sont) {_VERB})[^\n]*"
)
_PROPOSED = re.compile(r"\b(?:propos\w+|demand\w+|invit\w+|soumet\w*)\b")
_DESIGNATES = re.compile(
    r"\bdesign\w{0,3}\b[,:]?\s(?:[^;]{0,160}?\s)?(?P<name>(?:m\.|mme|monsieur|madame)\s[^;]{3,120}?),?"
    r"\s(?:pour|afin de|a l'effet de)\s(?:la\s)?(?:represent|sign)"
)
#: The words on the law that may stand between who is designated and what for.
_BY_LAW = re.compile(r",\s(?:en (?:application|vertu)|conformement)\b.*", re.DOTALL)
#: How far before the words that open it the sentence of a decision can begin, in characters.
_BEFORE = 120
#: No operative part is longer, in characters.
_LONGEST = 4_000
#: Words of an authorisation that was not understood: something stands in the middle of it, perhaps.
_ABOUT_SIGNING = re.compile(
    r"\b(?:autoris|habilit|signe(?:r|ra|ront)?\b|signature|conclure\b|"
    r"(?:donn|confer|accord)\w+ (?:[\w']+ ){0,3}?(?:pouvoirs?|mandat|delegation)\b)"
)
_ABOUT_AVENANTS = re.compile(r"\bavenants?\b")
#: What is said of avenants, and of little else: the word itself may be lost in a scan.
_AS_OF_AVENANTS = re.compile(rf"{_ABOUT_AVENANTS.pattern}|\bincidences?\s+financ")
_ONLY_AVENANTS = "l’acte n’autorise à signer que des avenants, non la convention"
_UNSURE = "la décision parle de signer ou d’avenants sans que le sens en soit sûr"
_BEFORE_IT = "une autre décision, plus haut, autorise à signer"
_SILENT = "rien de tel n’a été lu dans une page numérisée"


def decision(extract: Extract, subject: str, mayor: Commune | None = None, *, scanned: bool) -> dict[str, Field]:
    """Return the words of the operative part, and what they authorise.

    Words that say it are certain; the council that adopts what is proposed to it, or that says one thing and its
    contrary, is doubtful; so is silence in a scan, where a line can be lost. An act whose ``subject`` is no avenant
    does not authorise the convention by authorising an avenant, and one that authorises an avenant no others.
    """
    found = _place(extract)
    if found is None:
        return {}
    start, end, sure = found
    written = extract.matter.read(start, end)
    why = "" if sure else "« après en avoir délibéré » n’a pas été lu"
    fields = {"dispositif": Field(written, "certain" if sure else "doubtful", written, why)}
    fields |= authorised(written, subject, mayor, proposal=_proposal(extract, start), scanned=scanned)
    before = extract.matter.read(extract.point.stop if extract.point else 0, start)
    if not fields["autorise_signature"].value and read_decision(before).authorises:
        fields["autorise_signature"] = doubted(fields["autorise_signature"], _BEFORE_IT)
    return fields


def authorised(
    written: str, subject: str, mayor: Commune | None = None, *, proposal: str = "", scanned: bool = False
) -> dict[str, Field]:
    """Return what the words of an operative part authorise, as ``decision`` does, in an act about a ``subject``.

    Who is named as the ``mayor`` of the commune is its mayor. ``proposal`` is what the council is asked before, which
    it may adopt without saying it again.
    """
    meant = read_decision(by_office(written, mayor))
    asked = "" if meant.authorises or meant.aside else proposal
    adopted = meant.approves or (_UNANIMOUS.match(fold(written)) is not None and not meant.aside)
    proposal = asked if adopted else ""
    amending = _ABOUT_AVENANTS.search(fold(subject)) is not None
    if meant.only_avenants and not amending:
        signature = Field(False, "doubtful", written, _ONLY_AVENANTS)
    else:
        signature = _authorisation(meant, written, proposal, scanned=scanned)
        if not signature.value and read_decision(asked, proposed=True).authorises:
            signature = doubted(signature, _UNSURE)
    if meant.authorises and (other := another_paper(written, meant.signed, subject)):
        signature = doubted(signature, other)
    if amending and meant.only_avenants and meant.covered in ("none", "one"):
        more = may_cover_more(meant.signed)
        avenants = Field(False, "doubtful" if more else "certain", written, _UNSURE if more else "")
    else:
        avenants = _avenants(meant, written, proposal, scanned=scanned)
    return {"autorise_signature": signature, "autorise_avenants": avenants}


def by_office(written: str, mayor: Commune | None) -> str:
    """Return what a council decides with its commune's mayor, named there, by office: « autorise Mme X à signer »."""
    if mayor is None:
        return written
    given, surname = (re.escape(fold(name)) for name in (mayor.prenom_maire, mayor.nom_maire))
    named = re.compile(rf"\b{CIVILITY}\s+(?:{given}\s+)?{surname}\b(?!,?\s(?:\S+\s)?(?:adjoint|conseill))")
    for match in reversed(list(named.finditer(fold(written)))):
        written = f"{written[: match.start()]}le maire{written[match.end() :]}"
    return written


def designation(extract: Extract) -> Field:
    """Return whom the council designates to represent the commune (CGCT, article L. 2122-26), where it does.

    The civility, the names and the title are kept as they are written: the convention prints them.
    """
    place = _place(extract)
    match = extract.matter.first(_DESIGNATES, place[0], place[1]) if place else None
    if match is None:
        return Field()
    start, end = match.span("name")
    aside = _BY_LAW.search(match["name"])
    name = " ".join(extract.matter.read(start, start + aside.start() if aside else end).split())
    read = extract.matter.read(*match.span())
    if read_person(name) is None:
        return Field(name, "doubtful", read, "le prénom ou le nom manque")
    return Field(name, "certain", read)


def _place(extract: Extract) -> tuple[int, int, bool] | None:
    """Return where the operative part stands, and whether the usual words open it; None when there is none."""
    text, first = extract.matter, extract.body if extract.body < extract.closing else 0
    opening = text.first(_BEGINS, first, extract.closing)
    match = opening or next(
        (one for one in text.find(_DECIDES, first, extract.closing) if not _is_recalled(text, one)), None
    )
    match = match or text.first(_RESULT, extract.point.stop if extract.point else first, extract.closing)
    if match is None:
        return None
    line = text.folded.rfind("\n", 0, match.start()) + 1
    own = match.groupdict().get("whole") and re.search(r"[.;]\s*$", text.folded[line : match.start()])
    start = match.start() if own or match.start() - line >= _BEFORE else line
    end = min(extract.closing, extract.annex, start + _LONGEST)
    if opening is None and match["whole"]:
        end = min(end, _followed(text, match.end()))
    return start, end, opening is not None


def _followed(text: Text, end: int) -> int:
    """Return where the lines end that go on with what the council decided, after the one that tells its result."""
    while line := _GOES_ON.match(text.folded, end):
        end = line.end()
    return end


def _is_recalled(text: Text, match: re.Match[str]) -> bool:
    """Tell whether what was decided there was decided before, and the act only recalls it."""
    before = text.folded[max(0, match.start() - _BEFORE) : match.start()]
    return _RECALLED.search(before) is not None or re.search(r"\bavai(?:en)?t\b", match[0]) is not None


def _proposal(extract: Extract, end: int) -> str:
    """Return what is proposed to the council before it decides, all that it votes on where only a result is told."""
    proposals = list(extract.matter.find(_PROPOSED, 0, end))
    if proposals:
        return extract.matter.read(proposals[-1].start(), end)
    first = extract.point.stop if extract.point else extract.body
    return extract.matter.read(first, end) if _RESULT.match(extract.matter.folded, end) and first < end else ""


def _authorisation(meant: Decision, written: str, proposal: str, *, scanned: bool) -> Field:
    if meant.disputed:
        return Field(True, "doubtful", written, f"l’acte autorise à signer, mais aussi : {meant.aside}")
    if meant.authorises:
        return Field(True, "certain", written)
    if read_decision(proposal, proposed=True).authorises:
        return Field(True, "doubtful", proposal, "lu dans la proposition que le conseil adopte")
    return _silent(written, _ABOUT_SIGNING, scanned=scanned and not meant.aside)


def _avenants(meant: Decision, written: str, proposal: str, *, scanned: bool) -> Field:
    if meant.avenants:
        why = f"l’acte autorise les avenants, mais aussi : {meant.aside}" if meant.aside and not meant.says_more else ""
        return Field(True, "doubtful" if why else "certain", written, why)
    if meant.covered != "none":
        return Field(False, "doubtful", written, f"l’acte n’autorise pas tous les avenants, mais « {meant.said} »")
    if read_decision(proposal, proposed=True).avenants:
        return Field(True, "doubtful", proposal, "lu dans la proposition que le conseil adopte")
    return _silent(written, _AS_OF_AVENANTS, scanned=scanned and not meant.aside)


def _silent(written: str, about: re.Pattern[str], *, scanned: bool) -> Field:
    if about.search(fold(written)):
        return Field(False, "doubtful", written, _UNSURE)
    return Field(False, "doubtful" if scanned else "certain", written, _SILENT if scanned else "")
