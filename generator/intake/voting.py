"""How a council voted: counts in words or figures, councillors named, and what `unanimity` tells besides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.intake.cited import cited_votes
from generator.intake.columns import columns
from generator.intake.counts import WITH_VOTES
from generator.intake.fields import Field, doubted, of_several
from generator.intake.unanimity import of_one_vote, told_by_unanimity, unanimity, vote_begins
from generator.intake.votelines import on_lines
from generator.intake.votenames import named
from generator.minutes.extracts import Extract
from generator.minutes.figures import FIGURES, NUMBER, REPAIRED, Number, number
from generator.minutes.sides import SIDES
from generator.papers.letters import Text, worn

_VOICE = (
    rf"(?:{worn('voix')}|voies|votes?|suffrages?|membres?|conseillers?|bulletins?|"
    r"elus?(?= (?:s'abst|se sont|s'etant|votent|ont vote)))"
)
#: A nought alone is often read as a letter: « O contre ».
_NUMBER = rf"(?:{NUMBER}|\bo\b|\(e\))"
_BARE_VERBS = {"abstentions": r"|s'abst(?:ien(?:nen)?t|enant)\b|(?:se sont|s'etant) abstenu\w*|s'est abstenue?\b"}
_COUNT = {
    side: re.compile(
        rf"(?<![\w-])(?P<before>{_NUMBER})(?: ?\({NUMBER}\))?[ \t]{{0,3}}(?:{_VOICE}\s{{1,3}})?"
        rf"(?:(?:(?:ont|a) )?vot(?:ent|e|ee?s?) )?(?:\"|')? ?(?:(?:s')?{label}\b{_BARE_VERBS.get(side, '')})"
        rf"(?!\"?(?: ?\(s\))?\s{{0,3}}[:=|](?:[ \t]{{0,3}}{NUMBER}|\s{{0,3}}{NUMBER}[ \t]*(?:\n|$)))"
        rf"|\b{label}(?: ?\(s\))?\"? ?(?:\((?:s|x)\) ?)?(?:\s{{0,12}}[:=|]\s{{0,3}}|[ \t]{{0,3}}(?:\.{{2,60}}|"
        rf"-)?[ \t]{{0,3}}|[ \t]?\(\s?(?={NUMBER}(?: voix)?\s?\)))(?P<n>{_NUMBER})"
        rf"(?!\s{{0,2}}(?:{_VOICE}|abst|contre|pour(?! (?:extrait|copie|expedition|ampliation))))"
        rf"|\b{label} ?[:=] ?(?P<vn>{NUMBER})\b"
    )
    for side, label in SIDES.items()
}
#: The number after these belongs to them: « Pour : 12 contre », and not to the side that follows.
_LED = re.compile(
    rf"(?:{'|'.join(SIDES.values())}|votants|presents|exprimes|exercice|membres|conseillers|n ?°)"
    r"(?: ?\(s\))?\"?\s?[:=|]\s{0,30}$"
)
_ROW = re.compile(
    rf"\b{SIDES['pour']}[ \t]{{1,3}}(?P<pour>{FIGURES})[ \t,;/-]{{1,5}}{SIDES['contre']}[ \t]{{1,3}}"
    rf"(?P<contre>{FIGURES})"
    rf"(?:[ \t,;/-]{{1,5}}{SIDES['abstentions']}[ \t]{{1,3}}(?P<abstentions>{FIGURES}))?(?![ \t]{{1,3}}(?:contre|abst|"
    rf"voix))"
)
#: What is cast, and what may follow a side of a vote that is told without it: « 12 pour et 2 contre ».
_CAST_FOR = re.compile(r"vo[it]|suffrage|bulletin|favorable")
_ENDS_A_SIDE = re.compile(r"[ \t]*(?:[^\w\s]|\n|$|(?:et|contre|sur|soit|dont|abst\w*|non|avec|sans)\b|\d)")
#: « pour, 8 ; contre, 0 ; abstention, 0 ».
_AFTER_COMMAS = re.compile(
    rf"\b{SIDES['pour']}, (?P<pour>{NUMBER}) ?; ?{SIDES['contre']}, (?P<contre>{NUMBER})"
    rf"(?: ?; ?{SIDES['abstentions']}, (?P<abstentions>{NUMBER}))?"
)
#: « 10 P – 1 C – 1 A », « P : 10 / C : 1 / A : 1 ».
_INITIALS = re.compile(
    r"(?<![\w/.,-])(?P<pour>\d{1,3}) ?p\b[\s,;/–-]{1,5}(?P<contre>\d{1,3}) ?c\b[\s,;/–-]{1,5}"
    r"(?P<abstentions>\d{1,3}) ?a\b|"
    r"\bp ?[:=] ?(?P<pour_after>\d{1,3})[\s,;/–-]{1,5}c ?[:=] ?(?P<contre_after>\d{1,3})[\s,;/–-]{1,5}"
    r"a ?[:=] ?(?P<abstentions_after>\d{1,3})\b"
)
#: « suffrages exprimés : 10 pour, 2 contre »: the number is the side's.
_OTHER_SIDE = re.compile(rf"[,;]\s(?:et )?{NUMBER} (?:voix )?(?:contre|abst)")
#: « Pour 11 contre … », but « 11 pour 2 contre »: a label that no number stands before has the one after it.
_LED_BARE = re.compile(
    rf"(?<![\d])(?<!\d )(?<!voix )(?<!\d votes )\b(?:{SIDES['pour']}|{SIDES['contre']}|{SIDES['abstentions']}|"
    rf"votants)(?:[ \t]{{1,30}}|[ \t]*\n[ \t]*)$"
)
#: A side without its number, before another: « Pour : Contre : 12 ».
_BARE_BEFORE = re.compile(
    rf"(?<!\d )(?<!\d)\b(?:{'|'.join(SIDES.values())})"
    r"(?:\s{0,3}[:=|][ \t]{0,12}|[ \t]*\n?[ \t]*)(?:voix )?\Z"
)
_HEADS = re.compile(
    "|".join(rf"(?P<{side}>\b{label}\b)" for side, label in SIDES.items())
    + rf"|(?P<votants>{worn('votants')})|(?P<exprimes>exprimes)"
)
_IN_THE_HEADING = "lu dans l’en-tête, avec les présents et les votants"
#: « à l’unanimité des votants (31 voix) », « à l’unanimité des 15 membres présents ».
_WHOLE = re.compile(
    rf"{worn('unanimite')} des (?P<voters>{NUMBER}) (?:votants|voix|suffrages exprimes)\b|"
    rf"{worn('unanimite')}(?: des(?: (?:suffrages|membres|conseillers|voix|votes))?(?: (?:votants|presents))?)?"
    rf"(?: et representes)?\s\(\s?(?:soit )?(?P<n>{NUMBER})(?: (?:voix|votes?|votants|pour)){{0,2}}\s?\)"
)
#: « par 12 voix », which no side follows.
_CAST = re.compile(
    rf"\b(?:par |accord,? \(?|accepte\w* \(|majorite \()(?P<n>{NUMBER}) (?:voix|votes|suffrages)\b"
    r"(?!,? ?\"? ?(?:pour|contre|d'abst|abst))"
)
#: « par 12 voix contre 3 », and nothing after that makes the second number an abstention's.
_AGAINST = re.compile(
    rf"(?<!pour )(?<!pour, )(?<!pour et )(?P<pour>{NUMBER}) (?:voix|votes|suffrages) contre (?P<contre>{NUMBER})"
    r"(?!\s{0,2}(?:voix|votes?|\"?abst|pour|contre|\())"
)
#: « par 26 voix contre 1 abstention ».
_BY_YES = re.compile(rf"(?P<pour>{NUMBER}) oui\b,? (?:et )?(?:contre )?(?P<contre>{NUMBER}) non\b")
#: « OUI : 31 / NON : 0 ».
_YES_BY = re.compile(
    rf"\boui\s{{0,3}}[:=|]?\s{{0,3}}(?P<pour>{NUMBER})[\s,;/|.-]{{1,6}}non\s{{0,3}}[:=|]?\s{{0,3}}(?P<contre>{NUMBER})\b"
)
_AGAINST_NOBODY = re.compile(
    rf"(?<!pour )(?<!pour, )(?<!pour et )(?P<pour>{NUMBER}) (?:voix|votes|suffrages) contre "
    rf"(?P<abstentions>{NUMBER}) abst(?![^.;\n]{{0,40}}\bpour\b)"
)


def votes(extract: Extract, voting: Field) -> dict[str, Field]:
    """Return the fields of the vote; from ``voting``, how many vote, unanimity tells what is not written."""
    end = min(extract.annex, extract.closing + 400)
    extract = replace(extract, matter=extract.matter.without(cited_votes(extract.matter)))
    begins = vote_begins(extract)
    fields = _sides(extract, begins, end, _HEADS)
    fields |= _row(extract, begins, end)
    whole = extract.point is None or extract.point.alone
    fields |= (headed := _headed(extract, fields, begins, voting) if whole else {})
    fields |= _against(extract, fields, end)
    if fields["pour"].value is None:
        fields["pour"] = _untold(extract, end)
    fields["unanimite"] = unanimity(extract, fields, end)
    if fields["unanimite"].confidence == "doubtful":  # the act says otherwise than its heading, perhaps
        fields |= {side: doubted(fields[side], _IN_THE_HEADING) for side in headed}
    unanimous = fields["unanimite"].confidence == "certain" and fields["unanimite"].value is True
    if unanimous and _IN_THE_HEADING in fields["contre"].why:  # unanimity tells it better
        fields["contre"] = Field()
    return of_one_vote(extract, told_by_unanimity(extract, fields, voting, end))


def _sides(extract: Extract, start: int, end: int, heads: re.Pattern[str]) -> dict[str, Field]:
    """Return the sides counted in a part of an act: in a table with those ``heads``, on lines, in sentences."""
    table = on_lines(extract.matter, start, end) | dict(columns(extract.matter, heads, start, end))
    return {side: table.get(side) or _side(extract, side, start, end) for side in SIDES}


def _headed(extract: Extract, fields: dict[str, Field], end: int, voting: Field) -> dict[str, Field]:
    """Return the votes that the heading of an act counts, « Votants 17 Pour 17 Contre 0 »: in doubt, with its others.

    They are sure where three sides make the number of those who vote, and that is.

    A heading that counts no side but one, « Pour : … », tells no vote.
    """
    sides = _sides(extract, 0, end, WITH_VOTES) | _row(extract, 0, end)
    found = {side: field for side, field in sides.items() if isinstance(field.value, int)}
    whole = sum(int(str(field.value)) for field in found.values())
    proven = len(found) > 2 and voting.confidence == "certain" and voting.value == whole
    told: dict[str, Field] = {}
    for side, field in found.items() if "pour" in found and len(found) > 1 else ():
        if fields[side].value is None:
            told[side] = field if proven else doubted(field, _IN_THE_HEADING)
        elif fields[side].value != field.value:
            told[side] = doubted(fields[side], f"l’en-tête en compte {field.value}")
    return told


def _side(extract: Extract, side: str, start: int, end: int) -> Field:
    text = extract.matter
    found = []
    for match in _counted(text, side, start, end):
        group = next(name for name in ("before", "n", "vn") if match[name])
        read = Number(0, repaired=True) if match[group] in ("o", "(e)") else number(match[group])
        after = text.folded[match.end() : match.end() + 8]
        if read is None or re.match(r"\s{0,2}(?:ans|euros|€|%|h\b|mois|jours)", after):
            continue
        unsigned = group == "n" and not re.search(r"[:=|]", match[0])
        if unsigned and read.value == 1 and re.match(r"\s(?!voix|votes?\b|contre|abst)[a-z]{3}", after):
            continue  # « pour un montant de »
        if match["before"] and read.value == 0 and re.match(r"[ \t](?:(?:ce|cet|cette|ces|l[ea]s?)\s|l')", after):
            continue  # « aucun vote pour ce point »
        if (side == "pour" and not _is_a_vote(text.folded, match)) or _begins_a_line(text.folded, match, group):
            continue
        if match["before"] and side == "pour" and not (_CAST_FOR.search(match[0]) or _ENDS_A_SIDE.match(after)):
            continue  # « désigne deux membres pour siéger »
        if side == "contre" and any(told.match(text.flowing, match.start()) for told in (_AGAINST, _AGAINST_NOBODY)):
            continue
        why = REPAIRED if read.repaired else ""
        if group == "n" and not re.search(r"[:=|.-]\s*$|\n\s*$", text.flowing[match.start() : match.start("n")]):
            follows = re.match(r"[ \t]*(?:[.,;)]|\n|$|(?:voix|et)\b)", text.flowing[match.end("n") :][:12])
            why = why or ("" if follows else "ce nombre suit le mot sans deux-points")
        if group == "n" and _BARE_BEFORE.search(text.folded[max(0, match.start() - 40) : match.start()]):
            why = why or "le mot d’avant n’a pas de nombre : celui-ci est peut-être le sien"
        found.append(Field(read.value, "doubtful" if why else "certain", text.read(*match.span()), why))
    if len({field.value for field in found}) > 1:
        return of_several(found[-1], found, "nombres différents")
    if found:
        return found[0]
    return named(text, side, start, end)


def _counted(text: Text, side: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Give where a side is counted, by no number that is another label's: « Contre 3 Pour 21 » is not 3 for."""
    place = start
    while match := _COUNT[side].search(text.flowing, place, end):
        before = text.folded[max(0, match.start() - 40) : match.start()]
        led = _LED.search(before) and not _OTHER_SIDE.match(text.flowing, match.end())
        if match["before"] and (led or _LED_BARE.search(before)):
            place = match.end("before")
            continue
        yield match
        place = match.end()


def _row(extract: Extract, start: int, end: int) -> dict[str, Field]:
    """Return the votes of a row of labels without a colon, « Pour 11 Contre 0 », or of their initials, in doubt."""
    for pattern, why in (
        (_ROW, "ces nombres suivent les mots sans deux-points"),
        (_AFTER_COMMAS, "ces nombres suivent les mots sans deux-points"),
        (_INITIALS, "lu « P », « C », « A » comme pour, contre et abstention"),
    ):
        if match := extract.matter.first(pattern, start, end):
            told = {side.removesuffix("_after"): number(count) for side, count in match.groupdict().items() if count}
            read = extract.matter.read(*match.span())
            return {side: Field(count.value, "doubtful", read, why) for side, count in told.items() if count}
    return {}


def _against(extract: Extract, fields: dict[str, Field], end: int) -> dict[str, Field]:
    """Return the two sides of « par 12 voix contre 3 », « 12 voix contre 1 abstention », « 7 oui, 5 non », in doubt."""
    told = (
        next(extract.matter.find(one, vote_begins(extract), end, flowing=True), None)
        for one in (_AGAINST, _AGAINST_NOBODY, _BY_YES, _YES_BY)
    )
    match = next((one for one in told if one), None)
    if match is None or fields["pour"].value is not None:
        return {}
    read, found = extract.matter.read(*match.span()), {side: number(count) for side, count in match.groupdict().items()}
    why = (
        f"lu « {'oui, non' if match.re in (_BY_YES, _YES_BY) else 'voix contre'} », les deux nombres de part et d’autre"
    )
    return {side: Field(count.value, "doubtful", read, why) for side, count in found.items() if count}


def _untold(extract: Extract, end: int) -> Field:
    """Return how many were for where no word « pour » tells it: « l’unanimité (31 voix) », « par 12 voix »."""
    match = extract.matter.first(_WHOLE, vote_begins(extract), end) or extract.matter.first(
        _CAST, vote_begins(extract), end
    )
    count = number(match.groupdict().get("voters") or match["n"]) if match else None
    if match is None or count is None:
        return Field()
    return Field(count.value, "doubtful", extract.matter.read(*match.span()), "lu sans le mot « pour »")


def _begins_a_line(folded: str, match: re.Match[str], group: str) -> bool:
    """Tell whether what is counted stands on the line under a label: « 4 voix contre : », « 2 titulaires »."""
    below = "\n" in folded[match.start() : match.start(group)]
    return (
        below
        and re.match(r"[ \t]*(?:\n|$|[.,;]|\(|voix|votes?|pour|contre|abst)", folded[match.end(group) :][:12]) is None
    )


def _is_a_vote(folded: str, match: re.Match[str]) -> bool:
    """Tell « 12 voix pour », « Pour : 12 » from the preposition: a voice, a quote, a colon or another side near."""
    line = folded[folded.rfind("\n", 0, match.start()) + 1 :].split("\n")[0]
    if re.match(
        rf"[\s→>=-]*{re.escape(match[0].strip())}\s*(?:[.,;(-]|$)", line
    ):  # « 12 pour » begins a line, or is one
        return True
    led = re.search(r"[.!?:-]\s+$|\($", folded[: match.start()][-4:])
    if led and re.match(r"\s*(?:[.,;)]|\n|$)", folded[match.end() :]):  # « … l’an dernier. 12 pour. », « (12 pour) »
        return True
    near = folded[max(0, match.start() - 30) : match.end() + 60]
    return bool(re.search(r"voix|votes?\b|contre|abstention|adopte|\"|pour ?[:=|]|suffrage|unanimite|votants", near))
