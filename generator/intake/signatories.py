"""Who signed: the names under « Le Maire » and « Le secrétaire de séance »."""

from __future__ import annotations

import re

from generator.inputs.communes import Commune
from generator.intake.fields import Field
from generator.law.people import among
from generator.minutes.extracts import Extract
from generator.minutes.names import CAPITAL, clean_name
from generator.minutes.signed import NO_NAME, foot, signatures, unheaded
from generator.papers.letters import fold

_LOWER = r"[a-zà-öø-ÿœ]"
_GIVEN = rf"(?:(?!M(?:me|lle|r)\b){CAPITAL}{_LOWER}+(?:-{CAPITAL}{_LOWER}+){{0,2}}|(?:{CAPITAL}\.-? ?){{1,3}})"
_SURNAME = (
    rf"(?:(?:D[EU]|LE|LA|D’|"
    rf"D') ?)?{CAPITAL}[{CAPITAL[1:-1]}’'-]{{2,}}(?: {CAPITAL}[{CAPITAL[1:-1]}-]{{2,}}){{0,2}}"
)
_SIGNATURE = re.compile(
    rf"(?<![\w-])(?:{_GIVEN}[ \u00a0]{{1,3}}(?:{_GIVEN}[ \u00a0]{{1,3}})?{_SURNAME}|"
    rf"{_SURNAME}[ \u00a0]{{1,3}}{_GIVEN})(?![\w-])"
)
_ROLE = re.compile(r"maire|secretaire|president|adjoint")
#: Who signs, over or beside a name.
_HEAD = re.compile(
    r"(?m)(?:^[ \t]*|[ \t]{3}|\t)l[ea] (?P<office>maire|secretaire|president)\b(?: de (?:la )?seance)?"
    r"[ \t]*(?:[,:]|$|[ \t]{3})"
)
_OF_SEVERAL = "un seul nom est lu, sous plusieurs qualités"
#: A name unknown to the sitting is a signature's only so near below « Le Maire », in characters.
_NEAR = 160
#: Where an act begins again, or a list of those who sat: nobody signs there.
_ANEW = re.compile(
    r"(?m)^[ \t]*(?:extraits? d(?:u|es) (?:registre|proces)|l'an deux|"
    r"(?:(?:etaient |membres |conseillers )?presents?|(?:etaient )?absents?)(?: [a-z]+){0,2} ?:)"
)


def signatories(extract: Extract, commune: Commune | None, secretary: Field, present: Field, lone: str = "") -> Field:
    """Return those whose names stand under the act: certain when each is known to have sat, or is the mayor.

    ``lone`` says why one name alone would not be sure; empty when nothing does.
    """
    text = extract.text
    end = min(extract.annex, extract.closing + 2_500)
    begins = extract.closing if extract.closing < extract.annex else foot(extract.body, extract.annex)
    signed = list(signatures(text.text, begins, end))
    if not signed and extract.closing < extract.annex:
        signed = unheaded(text.text, begins, end)
    offices = {match["office"] for match in _HEAD.finditer(text.folded, begins, end)}
    if extract.closing >= extract.annex and extract.body >= extract.annex and not offices:
        return Field()  # neither reasons, nor a formula, nor an office: an act that lacks its end names who sat
    begins = min((one.start for one in signed), default=extract.closing)
    again = text.first(_ANEW, begins, end)
    end = again.start() if again else end
    known = [str(secretary.value or ""), *map(str, present.value if isinstance(present.value, tuple) else ())]
    if commune is not None:
        known.append(f"{commune.prenom_maire} {commune.nom_maire}")
    names = {one.name: text.read(one.start, one.end) for one in signed if one.end <= end}
    for match in _SIGNATURE.finditer(text.text, begins, end):
        name = clean_name(match[0])
        near_role = _ROLE.search(text.folded, max(begins, match.start() - _NEAR), match.start())
        if name and (near_role or among(name, known)) and not NO_NAME.search(fold(name)) and not among(name, names):
            names[name] = text.read(*match.span())
    if not names:
        return Field()
    strangers = [name for name in names if not among(name, known)]
    read = " ; ".join(names.values())
    if len(strangers) == len(names):
        return Field(tuple(names), "doubtful", read, "aucun de ces noms n’est celui d’un membre présent")
    if len(names) == 1 and (lone or len(offices) > 1):
        return Field(tuple(names), "doubtful", read, lone or _OF_SEVERAL)
    if strangers:
        absent = "n’est pas" if len(strangers) == 1 else "ne sont pas"
        return Field(tuple(names), "doubtful", read, f"{absent} parmi les présents : {', '.join(strangers)}")
    return Field(tuple(names), "certain", read)
