"""Fields held against each other: what two of them contradict is no longer certain, and each says why."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from generator.inputs.communes import Commune
from generator.intake.fields import Counted, Field, doubted, undoubted
from generator.intake.identities import Doubt, doubted_people
from generator.language.agreement import plural
from generator.law.decisions import read_decision
from generator.law.sittings import Proxy, idle_proxies

#: A convocation is not sent so long before a sitting, nor is an act received so long after it: a misread year.
_LONG_BEFORE, _LONG_AFTER = 60, 400
#: Why a number that the act does not say is doubtful.
_COUNTED = {"presents": "compté d’après la liste des présents", "votants": "déduit des présents et des pouvoirs"}
#: The lists that stand in one passage: which other one makes each doubtful, and why.
_SHARED = {
    "noms_absents": ("pouvoirs", "les pouvoirs, qui se lisent avec les absents, sont douteux"),
    "pouvoirs": ("noms_absents", "les absents, qui se lisent avec les pouvoirs, sont douteux"),
}


def contradicted(fields: Mapping[str, Field], commune: Commune | None, counted: Counted) -> dict[str, Field]:
    """Return the fields, doubtful where they contradict each other.

    A name can be lost, or another thing read as one, without a trace: the list of those present is certain only if a
    number confirms it, that of the present in a scan, where figures are misread too.
    """
    checked = _filled(fields, counted)
    for doubt in _doubts(fields, commune, counted):
        checked[doubt.name] = doubted(checked[doubt.name], doubt.why, doubt.rule)
    return checked | _shared(checked)


def contradicted_again(
    corrected: tuple[Mapping[str, Field], Commune | None],
    before: tuple[Mapping[str, Field], Commune | None],
    counted: Counted,
    written: Collection[str],
) -> dict[str, Field]:
    """Return the fields of an act that a person corrected, no more doubtful for what was wrong ``before``.

    What contradicts the corrections is doubtful, what a person has ``written`` is not; what was counted from other
    fields is counted again. Both are given with the commune that they name.
    """
    (bare, anew), (formerly, _) = (_without_counts(fields, written) for fields, _ in (corrected, before))
    now, was = _doubts(bare, corrected[1], counted), _doubts(formerly, before[1], counted)
    checked = _filled(bare, counted)
    for name in checked.keys() - set(written):
        for doubt in (one for one in was if one.name == name and one not in now):
            checked[name] = undoubted(checked[name], doubt.why)
        for doubt in (one for one in now if one.name == name and (one not in was or name in anew)):
            checked[name] = doubted(checked[name], doubt.why, doubt.rule)
    for name, (other, why) in _SHARED.items():
        if name not in written and other not in written and not _is_misread(checked[other]):
            checked[name] = undoubted(checked[name], why)
    return checked | {name: field for name, field in _shared(checked).items() if name not in written}


def _doubts(fields: Mapping[str, Field], commune: Commune | None, counted: Counted) -> list[Doubt]:
    """Return all doubts, of fields none of which was counted from others."""
    proxies, absent = counted.proxies, counted.absent
    filled = _filled(fields, counted)
    return [
        *_unconfirmed(fields, scanned=counted.scanned),
        *(() if counted.labelled else _uncounted(fields, proxies, absent)),
        *_counts(filled, proxies, absent),
        *_votes(filled),
        *_outvoted(filled),
        *_order_of_dates(filled),
        *doubted_people(filled, commune),
    ]


def _shared(fields: Mapping[str, Field]) -> dict[str, Field]:
    """Return the two lists of those who are not there: they stand in one passage, and share its doubt."""
    for name, (other, why) in _SHARED.items():
        if _is_misread(fields[other]) and not _is_misread(fields[name]):
            return {name: doubted(fields[name], why)}
    return {}


def _is_misread(field: Field) -> bool:
    return field.confidence == "doubtful" and not field.rule and field.value != ()  # nobody is not misread


def _filled(fields: Mapping[str, Field], counted: Counted) -> dict[str, Field]:
    """Return the fields, with the present and those who vote counted from the lists when the act does not."""
    filled = dict(fields)
    names, given, present = fields["noms_presents"], fields["pouvoirs"], fields["presents"]
    if present.value is None and isinstance(names.value, tuple):
        present = Field(len(names.value), "doubtful", names.read, _COUNTED["presents"])
        filled["presents"] = present
    if fields["votants"].value is None and isinstance(present.value, int):
        holders = len(given.value) if isinstance(given.value, tuple) else counted.proxies or 0
        filled["votants"] = Field(present.value + holders, "doubtful", present.read, _COUNTED["votants"])
    absent = fields["noms_absents"]
    if absent.value == () and absent.confidence == "doubtful":
        filled["noms_absents"] = _nobody(fields, counted.proxies)
    return filled


def _nobody(fields: Mapping[str, Field], proxies: int | None) -> Field:
    """Return the list of the absent in which perhaps nobody is: certain where all members sat or gave mandates.

    Where the mandates are certain, and not all members are known, nothing is said of it: nobody has to look.
    """
    here, given = _here(fields), _length(fields["pouvoirs"]) or 0
    office, voting = _number(fields["en_exercice"]), _number(fields["votants"])
    if office == here + given:
        return replace(fields["noms_absents"], confidence="certain", unsure="", doubts=())
    return Field() if proxies == given or voting == here + given else fields["noms_absents"]


def _without_counts(fields: Mapping[str, Field], written: Collection[str]) -> tuple[dict[str, Field], set[str]]:
    """Return the fields, those missing that were counted from others, with the names of these."""
    counted = {name for name, why in _COUNTED.items() if why in fields[name].why and name not in written}
    return {**fields, **dict.fromkeys(counted, Field())}, counted


def _unconfirmed(fields: Mapping[str, Field], *, scanned: bool) -> Iterator[Doubt]:
    listed, given, missing = (_length(fields[name]) for name in ("noms_presents", "pouvoirs", "noms_absents"))
    office, present, voting = (_number(fields[name]) for name in ("en_exercice", "presents", "votants"))
    if listed is None or present is not None:
        return
    if scanned:
        yield Doubt("noms_presents", "aucun nombre écrit ne confirme cette liste, lue dans une page numérisée")
    elif voting != listed + (given or 0) and office != listed + (given or 0) + (missing or 0):
        yield Doubt("noms_presents", "aucun nombre écrit ne confirme cette liste")


def _uncounted(fields: Mapping[str, Field], proxies: int | None, absent: int | None) -> Iterator[Doubt]:
    """Doubt the mandates and the absent that no number confirms: one can be lost without a trace, or two be glued."""
    given, missing = (_length(fields[name]) or 0 for name in ("pouvoirs", "noms_absents"))
    office, voting, here = _number(fields["en_exercice"]), _number(fields["votants"]), _here(fields)
    whole = office is not None and office == here + given + missing
    if given and not (whole or proxies == given or (voting is not None and voting == here + given)):
        yield Doubt("pouvoirs", "aucun nombre écrit ne confirme ces pouvoirs")
    if missing and not (whole or absent in (missing, missing + given)):
        yield Doubt("noms_absents", "aucun nombre écrit ne confirme cette liste")


def _here(fields: Mapping[str, Field]) -> int:
    """Return how many sat; a list that is not sure confirms nothing."""
    listed, present = _length(fields["noms_presents"]) or 0, _number(fields["presents"])
    surely = fields["noms_presents"].confidence == "certain" or listed == present
    return (listed if surely else 0) or present or 0


def _number(field: Field) -> int | None:
    return field.value if isinstance(field.value, int) and not isinstance(field.value, bool) else None


def _length(field: Field) -> int | None:
    """Return how many people a list names; None of a list that is not known, or in which perhaps nobody is."""
    named = field.value
    return len(named) if isinstance(named, tuple) and (named or field.confidence == "certain") else None


def _counts(fields: Mapping[str, Field], proxies: int | None, absent: int | None) -> Iterator[Doubt]:
    office, present, voting = (_number(fields[name]) for name in ("en_exercice", "presents", "votants"))
    listed, given, missing = (_length(fields[name]) for name in ("noms_presents", "pouvoirs", "noms_absents"))
    if listed is not None and present is not None and listed != present:
        why = f"l’acte compte {plural(present, 'présent')} et en nomme {listed}"
        yield from (Doubt(name, why, "présents") for name in ("presents", "noms_presents"))
    if proxies is not None and proxies != (given or 0):
        yield Doubt("pouvoirs", f"l’acte compte {plural(proxies, 'pouvoir')} et {_were_read(given or 0)}")
    if absent is not None and missing is not None and absent not in (missing, missing + (given or 0)):
        yield Doubt("noms_absents", f"l’acte compte {plural(absent, 'absent')} et {_were_read(missing)}")
    holders = given if given is not None else proxies or 0
    aside = _number(fields["ne_prennent_pas_part"]) or 0
    less = (0, aside, aside + _idle(fields["pouvoirs"].value, fields["sans_part"].value))
    if present is not None and voting is not None and present + holders - voting not in less:
        why = f"{_here_or_represented(present, holders)} ne font pas {plural(voting, 'votant')}"
        yield from (Doubt(name, why, "votants") for name in ("votants", "presents", "pouvoirs", "noms_absents"))
    if office is not None and present is not None and office < present + holders:
        members = plural(office, "membre en exercice ne suffit", "membres en exercice ne suffisent")
        why = f"{members} pas à {_here_or_represented(present, holders)}"
        rule = "" if voting == present + holders else "effectif"  # two counts against one: this one is misread
        yield from (Doubt(name, why, rule) for name in ("en_exercice", "presents"))
    if office is not None and None not in (listed, missing) and office != (listed or 0) + (given or 0) + (missing or 0):
        named = plural((listed or 0) + (given or 0) + (missing or 0), "est nommé", "sont nommés")
        why = f"{plural(office, 'membre')} en exercice, mais {named}"
        yield from (Doubt(name, why, "effectif") for name in ("en_exercice", "noms_absents"))


def _idle(proxies: object, aside: object) -> int:
    if not isinstance(proxies, tuple) or not isinstance(aside, tuple):
        return 0
    return len(idle_proxies([one for one in proxies if isinstance(one, Proxy)], aside))


def _were_read(count: int) -> str:
    return plural(count, "a été lu", "ont été lus") if count else "aucun n’a été lu"


def _here_or_represented(present: int, holders: int) -> str:
    return f"{plural(present, 'présent')} et {plural(holders, 'pouvoir')}"


def _votes(fields: Mapping[str, Field]) -> Iterator[Doubt]:
    voting, votes_for = _number(fields["votants"]), _number(fields["pour"])
    sides = ("pour", "contre", "abstentions", "ne_prennent_pas_part")
    total = sum(_number(fields[side]) or 0 for side in sides)
    if voting is None or votes_for is None:
        return
    complete = all(fields[side].value is not None for side in sides[:3])
    lawful = (total, total - (_number(fields["ne_prennent_pas_part"]) or 0))
    if min(lawful) > voting or (complete and voting not in lawful):
        why = f"les voix font {total}, pour {plural(voting, 'votant')}"
        yield from (Doubt(name, why, "vote") for name in (*sides, "votants"))


def _outvoted(fields: Mapping[str, Field]) -> Iterator[Doubt]:
    """Doubt votes of which more are against than for what is decided: the columns of a table were taken for others."""
    votes_for, against, decided = (fields[name] for name in ("pour", "contre", "dispositif"))
    if not isinstance(votes_for.value, int) or not isinstance(against.value, int) or votes_for.value >= against.value:
        return
    if isinstance(decided.value, str) and read_decision(decided.value).approves:
        why = f"l’acte approuve, et compte {votes_for.value} voix pour et {against.value} contre"
        yield from (Doubt(name, why) for name in ("pour", "contre"))


def _order_of_dates(fields: Mapping[str, Field]) -> Iterator[Doubt]:
    held = fields["seance_date"].value
    if not isinstance(held, datetime.date):
        return
    if fields["convocation_date"].value == held:  # a label of two dates, of which the sitting's came first
        yield Doubt("convocation_date", "c’est aussi le jour de la séance")
    for name in ("convocation_date", "affichage_date"):
        day = fields[name].value
        if isinstance(day, datetime.date) and not 0 <= (held - day).days <= _LONG_BEFORE:
            after = (held - day).days < 0
            far = "cette date est loin de celle de la séance"
            yield Doubt(name, "cette date est après celle de la séance", "convocation") if after else Doubt(name, far)
    for name in ("envoye_le", "recu_le", "publie_le"):
        day = fields[name].value
        if isinstance(day, datetime.date) and not 0 <= (day - held).days <= _LONG_AFTER:
            before = (day - held).days < 0
            far = "cette date est loin de celle de la séance"
            yield Doubt(name, "cette date est avant celle de la séance", "dates") if before else Doubt(name, far)
    sent, received = fields["envoye_le"].value, fields["recu_le"].value
    if isinstance(sent, datetime.date) and isinstance(received, datetime.date) and received < sent:
        why = "la réception serait avant l’envoi"
        yield from (Doubt(name, why, "dates") for name in ("envoye_le", "recu_le"))
