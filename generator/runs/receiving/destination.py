"""An act held against the dossier for which it would be recorded."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from generator.avenants.mandates import epci_act
from generator.inputs.campaign import Campaign
from generator.inputs.epci import EpciDeliberation
from generator.intake.terms import Stated, stated_terms
from generator.language.dates import date_longue
from generator.language.numbers import lettres
from generator.law.acts import Act
from generator.law.findings import Finding, Rule
from generator.law.organs import examine_organ
from generator.law.sittings import Sitting
from generator.papers.letters import fold
from generator.register.standing import AvenantStanding, Standing
from generator.register.standings import Standings
from generator.runs.receiving.astray import Astray

#: So many signs of a number tell whose it is.
_TELLING = 4


def examine_target(
    act: Act, sitting: Sitting, target: Standing | None, standings: Standings, campaign: Campaign, text: str
) -> Iterator[Finding]:
    """Find what makes it doubtful that the council decided on this document; nothing without a ``target``.

    ``text`` is that of the file in which the act came.
    """
    if target:
        yield from examine_organ(text)
        yield from _another_term(act, target, campaign)
        yield from _cut_short(act, sitting)
        yield from _before_sending(act, target)
        yield from _before_epci(act, target, campaign, text)
        yield from _numbered_twice(act, target, standings)


def _another_term(act: Act, target: Standing, campaign: Campaign) -> Iterator[Finding]:
    """Find that the council decided on other dates, or for another time, than those of the document."""
    content = target.record.content if isinstance(target, AvenantStanding) else None
    term = (content.term if content else None) or campaign.convention.terme
    planning = campaign.planning
    months, renews = campaign.convention.reconduction.duree_mois, campaign.convention.reconduction.renews

    def agrees(stated: Stated) -> bool:
        if stated.kind == "renewal":
            return renews
        day = term.month * 100 + term.day
        said = {
            "since": content.effect if content else planning and planning.debut,
            "until": term,
            "year": term.year,
            "month": term.year * 100 + term.month,
            "day": day,
            "current": day if act.decided_on is None or act.decided_on.year == term.year else None,
            "period": months,
        }
        return stated.value == said.get(stated.kind)

    others = [one for text in (act.object, act.operative) for one in stated_terms(text) if not agrees(one)]
    if others:
        told = " et ".join(f"« {words} »" for words in dict.fromkeys(one.words for one in others))
        begins = "" if planning is None else f", et son planning commence le {date_longue(planning.debut)}"
        own = _duration(term, months) + (begins if any(one.kind == "since" for one in others) else "")
        yield Rule("durée").warning(
            f"la délibération dit {told} ; {own} : vérifiez que le conseil a voté sur ce texte."
        )


def _duration(term: datetime.date, months: int) -> str:
    until = f"la convention va jusqu’au {date_longue(term)}"
    if not months:
        return f"{until}, sans reconduction"
    period = "d’un an" if months == 12 else f"de {lettres(months)} mois"
    return f"{until}, puis se reconduit par périodes {period}"


def _cut_short(act: Act, sitting: Sitting) -> Iterator[Finding]:
    """Find that nothing was read of what ends an act: the file may hold its first pages alone."""
    if not (act.operative or sitting.signatories or sitting.unanimous or sitting.votes_for is not None):
        yield Rule("fin").warning(
            "ni décision, ni vote, ni signature n’ont été lus ; si la fin de l’acte est dans un autre fichier, "
            "réunissez les deux en un seul."
        )


def _before_sending(act: Act, target: Standing) -> Iterator[Finding]:
    """Find that the council decided before the dossier left: a remark, for it may have had it otherwise."""
    sent = [one.sent_on for one in target.mailings if one.purpose == "vote" and one.sent_on]
    if act.decided_on and sent and act.decided_on < min(sent):
        yield Rule("envoi").warning(
            f"séance du {date_longue(act.decided_on)}, avant l’envoi du dossier ({date_longue(min(sent))}) ; vérifiez "
            "cette date, et que le conseil a voté sur ce dossier."
        )


def stray_day(act: Act, target: Standing | None, campaign: Campaign, text: str) -> Iterator[Astray]:
    """Find that the sitting was before the day of the EPCI's own deliberation, which the file cites by its number."""
    own = epci_act(campaign, target) if target else None
    if own and act.decided_on and act.decided_on < own.date and _cites(text, own):
        yield Astray(
            "epci",
            ("seance_date",),
            f"la séance serait du {date_longue(act.decided_on)}, et ce fichier cite la délibération n° {own.numero} de"
            f" l’EPCI, qui n’est que du {date_longue(own.date)}",
            "corrigez la date si elle est mal lue ; sinon, demandez à la commune laquelle est juste",
        )


def _before_epci(act: Act, target: Standing, campaign: Campaign, text: str) -> Iterator[Finding]:
    """Find that the council decided before the EPCI did, which no rule forbids, without citing what was not there."""
    own = epci_act(campaign, target)
    if act.decided_on and act.decided_on < own.date and not _cites(text, own):
        yield Rule("dates").warning(
            f"séance du {date_longue(act.decided_on)}, avant la délibération de l’EPCI du {date_longue(own.date)} que"
            " ce dossier cite ; vérifiez cette date, et que le conseil a voté sur la convention approuvée par l’EPCI."
        )


def _cites(text: str, own: EpciDeliberation) -> bool:
    """Tell whether a text has the number of a deliberation: one of few signs may stand for anything."""
    number = fold(own.numero)
    return len(number) >= _TELLING and re.search(rf"(?<!\w){re.escape(number)}(?!\w)", fold(text)) is not None


def _numbered_twice(act: Act, target: Standing, standings: Standings) -> Iterator[Finding]:
    """Find that another deliberation of the same council, of another day, has the same number: one is misread."""
    for one in standings.of(target.insee):
        if one.number == target.number:
            continue
        other = one.act.act if one.act else None
        if other and other.number == act.number and act.decided_on and other.decided_on != act.decided_on:
            day = date_longue(other.decided_on) if other.decided_on else "date inconnue"
            yield Rule("numéro").warning(
                f"la délibération du {day} ({one.number}) a le même numéro, {act.number} ; vérifiez les deux."
            )
