"""The rules that an act was seen to keep, each with the figures that show it and its article."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from generator.language.agreement import plural
from generator.language.dates import date_longue
from generator.law.acts import AUTHORITY, PROTOCOL, Act
from generator.law.convocation import convocation_article, delay_due, quorum_is_waived
from generator.law.findings import Finding, Respected, Rule
from generator.law.people import among
from generator.law.sittings import Sitting, clear_days, idle_proxies, quorum, seats_of
from generator.law.votes import is_adopted


def respected_rules(sitting: Sitting, act: Act, findings: Collection[Finding]) -> tuple[Respected, ...]:
    """Return the rules that the facts show to be kept, in the order of an extract.

    A rule of which something was found, or whose facts are not known, is none of them.
    """
    found = {finding.rule for finding in findings}
    said = (one for rule in _SITTING for one in rule(sitting))
    about_act = (one for rule in _ACT for one in rule(act))
    return tuple(one for one in (*said, *about_act) if one.rule not in found)


def _delay(sitting: Sitting) -> Iterator[Respected]:
    sent, held, due = sitting.convened_on, sitting.held_on, delay_due(sitting)
    if sent and held and due is not None and clear_days(sent, held) >= due:
        days = plural(clear_days(sent, held), "jour franc", "jours francs")
        yield Rule("convocation", convocation_article(sitting)).respected(f"convocation : {days}, {due} au moins")


def _seats(sitting: Sitting) -> Iterator[Respected]:
    seats = seats_of(sitting)
    if sitting.in_office is not None and seats is not None and sitting.in_office <= seats:
        members = plural(sitting.in_office, "conseiller")
        yield Rule("effectif", "CGCT, art. L. 2121-2").respected(f"{members} en exercice ≤ {seats} sièges")


def _quorum(sitting: Sitting) -> Iterator[Respected]:
    present, in_office = sitting.present, sitting.in_office
    if present is None or in_office is None or present > in_office:
        return
    if present >= quorum(in_office):
        yield Rule("quorum", "CGCT, art. L. 2121-17").respected(
            f"quorum : {quorum(in_office)} ≤ {plural(present, 'présent')}"
        )
    elif quorum_is_waived(sitting):
        yield Rule("quorum", "CGCT, art. L. 2121-17").respected("quorum : non exigé sur seconde convocation")


def _names(sitting: Sitting) -> Iterator[Respected]:
    if sitting.present_names and sitting.present == len(sitting.present_names):
        said = f"{plural(sitting.present, 'présent')} = {plural(sitting.present, 'nom')} dans la liste"
        yield Rule("présents", "CGCT, art. L. 2121-15").respected(said)


def _proxies(sitting: Sitting) -> Iterator[Respected]:
    if sitting.proxies and sitting.present_names:
        many = plural(len(sitting.proxies), "pouvoir")
        said = f"{many}, un par membre présent au plus" if len(sitting.proxies) > 1 else f"{many}, donné à un présent"
        yield Rule("pouvoirs", "CGCT, art. L. 2121-20").respected(said)


def _voters(sitting: Sitting) -> Iterator[Respected]:
    voting, present, proxies = sitting.voting, sitting.present, len(sitting.proxies)
    if voting is None or present is None:
        return
    aside = (sitting.not_voting or 0) + len(idle_proxies(sitting.proxies, sitting.aside_names))
    sum_told = f"{plural(voting, 'votant')} = {plural(present, 'présent')} + {plural(proxies, 'pouvoir')}"
    if voting == present + proxies:
        yield Rule("votants", "CGCT, art. L. 2121-20").respected(sum_told)
    elif voting == present + proxies - aside:
        yield Rule("votants", "CGCT, art. L. 2121-20").respected(f"{sum_told} - {aside} hors du vote")


def _secretary(sitting: Sitting) -> Iterator[Respected]:
    if sitting.secretary and among(sitting.secretary, sitting.present_names):
        yield Rule("secrétaire", "CGCT, art. L. 2121-15").respected("le secrétaire de séance est parmi les présents")


def _count(sitting: Sitting) -> Iterator[Respected]:
    votes = (sitting.votes_for, sitting.votes_against, sitting.abstentions)
    if sitting.voting is None or sitting.votes_for is None or sum(one or 0 for one in votes) != sitting.voting:
        return
    said = f"{votes[0]} pour + {votes[1] or 0} contre + {plural(votes[2] or 0, 'abstention')}"
    yield Rule("vote", "CGCT, art. L. 2121-20").respected(f"{said} = {plural(sitting.voting, 'votant')}")


def _adoption(sitting: Sitting) -> Iterator[Respected]:
    if is_adopted(sitting):
        counted = sitting.votes_for is not None and sitting.votes_against is not None
        how = f"{sitting.votes_for} pour, {sitting.votes_against} contre" if counted else "à l’unanimité"
        how = how if counted or sitting.unanimous else f"{sitting.votes_for} pour"
        yield Rule("adoption", "CGCT, art. L. 2121-20").respected(f"adoptée : {how}")


def _signatures(sitting: Sitting) -> Iterator[Respected]:
    if len(sitting.signatories) > 1:
        yield Rule("signatures", "CGCT, art. L. 2121-23").respected(
            f"signatures lues : {', '.join(sitting.signatories)}"
        )


def _authorisation(act: Act) -> Iterator[Respected]:
    if act.authorises_signature:
        yield Rule("autorisation", AUTHORITY).respected("le conseil autorise à signer")


def _dates(act: Act) -> Iterator[Respected]:
    published = f", publication le {date_longue(act.published_on)}" if act.published_on else ""
    if act.decided_on and act.transmitted_on:
        yield Rule("dates").respected(f"séance, puis transmission le {date_longue(act.transmitted_on)}{published}")


def _identifier(act: Act) -> Iterator[Respected]:
    if act.identifier.strip():
        day = ", jour de la séance" if act.decided_on else ""
        yield Rule("identifiant", PROTOCOL).respected(f"identifiant de l’acte : SIREN de la commune{day}")


_SITTING: tuple[Callable[[Sitting], Iterator[Respected]], ...] = (
    _delay,
    _seats,
    _quorum,
    _names,
    _proxies,
    _voters,
    _secretary,
    _count,
    _adoption,
    _signatures,
)
_ACT: tuple[Callable[[Act], Iterator[Respected]], ...] = (_authorisation, _dates, _identifier)
