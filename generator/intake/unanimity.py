"""Whether a council was unanimous, what unanimity tells of its votes, and whether there was one vote."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.intake.fields import Field, doubted
from generator.intake.votelines import SEVERAL
from generator.minutes.decisions import deciding_majority
from generator.minutes.extracts import Extract
from generator.papers.letters import worn

_UNANIMOUS = re.compile(
    rf"{worn('unanimite')}|{worn('unanimement')}|\bunanimes?\b|"
    r"\bl'ensemble d(?:u conseil(?: municipal)?|es \w+) vote(?:nt)? pour\b"
)
#: « à l’unanimité moins une voix », « à l’unanimité, sauf M. X ».
_BUT = re.compile(
    r"[^.;\n]{0,40}?,?\s(?:moins\s"
    r"(?=\w+\s(?:voix|abst|votes?|contre|suffrage)|l'abst|m\.|mme|monsieur|madame)|"
    r"sauf|hormis|excepte|a l'exception|ou non)\b"
)
#: « Adopté, sauf par M. X, qui s’abstient »: no unanimity, though the word may stand elsewhere.
_ADOPTED_BUT = re.compile(r"\badoptee?s?,? (?:sauf|moins|hormis|excepte|a l'exception)\b")
_EXPRESSED = re.compile(
    r"unanimite des (?:suffrages )?exprimes|unanimite des voix exprimees|unanimite des votants exprimes"
)
_MAJORITY = re.compile(deciding_majority(worn("majorite")))
_TITLED = re.compile(rf"\b{worn('objet')}\s{{0,3}}:")
_REASON = "déduit de l’unanimité"
#: A council deliberates once on an act; the act may say twice or thrice that it did so unanimously.
_RESOLVED = re.compile(r"\bapres (?:en )?(?:avoir )?(?:delibere|deliberation)\b")
_MOST_UNANIMOUS = 3
#: « Adopté à l’unanimité. », and « Adopté par 12 voix », « Adopté : 12 voix »: an act is not adopted in two ways.
_ADOPTED = re.compile(
    r"\b(?:adopte|approuve|accepte)e?s? (?:(?P<whole>a l'unanimite\b(?! par))|(?:par |: ?)?\d{1,3} voix)"
)


def vote_begins(extract: Extract) -> int:
    """Return where a vote can stand: after the object or where the reasons begin, anywhere in an act without any."""
    if extract.body >= extract.closing:
        return 0
    titled = extract.matter.first(_TITLED, extract.point.start if extract.point else 0, extract.body)
    return titled.end() if titled else extract.body


def unanimity(extract: Extract, fields: dict[str, Field], end: int) -> Field:
    """Return whether the council was unanimous; in doubt where the act tells of somebody against, or of a majority."""
    text = extract.matter
    unanimous = list(text.find(_UNANIMOUS, vote_begins(extract), end))
    majority = list(text.find(_MAJORITY, vote_begins(extract), end))
    opposed = [side for side in ("contre", "abstentions") if isinstance(fields[side].value, int) and fields[side].value]
    excepted = text.first(_ADOPTED_BUT, vote_begins(extract), end)
    if excepted:
        return Field(False, "doubtful", text.read(*excepted.span()), "l’acte est adopté, sauf par quelqu’un")
    if unanimous:
        last = unanimous[-1]
        read = text.read(max(0, last.start() - 4), min(end, last.end() + 30))
        if majority:
            return Field(True, "doubtful", read, "l’acte parle aussi de majorité")
        if _BUT.match(text.folded, last.end()):
            return Field(False, "doubtful", read, "l’acte dit l’unanimité, sauf quelqu’un")
        if "contre" in opposed:
            return Field(True, "doubtful", read, "l’acte dit l’unanimité mais compte des voix contre")
        return Field(True, "certain", read)
    if majority:
        read = text.read(max(0, majority[-1].start() - 4), majority[-1].end())
        return Field(
            False,
            "certain" if opposed else "doubtful",
            read,
            "" if opposed else "ni voix contre ni abstention n’a été lue",
        )
    if opposed:
        return replace(fields[opposed[0]], value=False)
    if fields["pour"].value and fields["contre"].value == 0 and fields["abstentions"].value == 0:
        sure = all(fields[side].confidence == "certain" for side in ("pour", "contre", "abstentions"))
        return Field(
            True, "certain" if sure else "doubtful", fields["pour"].read, "" if sure else "déduit du décompte des voix"
        )
    return Field()


def told_by_unanimity(extract: Extract, fields: dict[str, Field], voting: Field, end: int) -> dict[str, Field]:
    """Fill what an act does not write because unanimity says it: nobody against, and all who vote are for."""
    unanimous, votes_for = fields["unanimite"], fields["pour"]
    said = list(extract.matter.find(_UNANIMOUS, vote_begins(extract), end))
    if not said or unanimous.confidence != "certain":
        return fields
    told = dict(fields)
    if fields["contre"].value is None:
        told["contre"] = Field(0, "certain", unanimous.read)
    aside = fields["ne_prennent_pas_part"].value
    whole = [
        votes_for.value,
        votes_for.value + aside if isinstance(votes_for.value, int) and isinstance(aside, int) else None,
    ]
    proven = votes_for.confidence == "certain" and voting.value in whole
    expressed = extract.matter.first(_EXPRESSED, 0, end) is not None
    if fields["abstentions"].value is None:
        if proven:
            told["abstentions"] = Field(0, "certain", votes_for.read)
        elif not expressed and (votes_for.value is None or voting.value in whole):
            told["abstentions"] = Field(0, "doubtful", unanimous.read, _REASON)
    counted = told["abstentions"].value is not None or not expressed  # who abstains casts no vote
    if votes_for.value is None and isinstance(voting.value, int) and aside is None and counted:
        others = told["abstentions"].value or 0
        why = f"{_REASON} et du nombre de votants"
        told["pour"] = replace(unanimous, value=voting.value - int(str(others)), confidence="doubtful", unsure=why)
    return told


def of_one_vote(extract: Extract, fields: dict[str, Field]) -> dict[str, Field]:
    """Return the fields, none of them certain when the text tells of several votes: minutes that could not be cut."""
    text, start = extract.matter, vote_begins(extract)
    resolved = len(list(text.find(_RESOLVED, start, extract.closing, flowing=True)))
    unanimous = len(list(text.find(_UNANIMOUS, start, extract.closing)))
    adopted = {match["whole"] is None for match in text.find(_ADOPTED, start, extract.closing)}
    both = unanimous > 0 and isinstance(against := fields["contre"].value, int) and against > 0
    if resolved < 2 and unanimous <= _MOST_UNANIMOUS and not both and len(adopted) < 2:
        return fields
    return {name: doubted(field, SEVERAL) for name, field in fields.items()}
