"""How a municipal council was convened: delay, urgency, posting (CGCT, articles L. 2121-10 to L. 2121-12)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.language.agreement import plural
from generator.language.dates import date_longue
from generator.law.epci import RENEWAL
from generator.law.findings import Finding, Rule
from generator.law.sittings import Sitting, clear_days, convocation_delay

# CE, 16 June 1997, Pfister, n° 142691: clear days between the second convocation and the second meeting.
_SECOND_CONVOCATION_DELAY = 3
# In urgency, in clear days, whatever the population (articles L. 2121-11 and L. 2121-12).
_URGENT_DELAY = 1
# The first meeting after a general renewal, whatever the population (article L. 2121-7), and from the first round or
# the second one, on the Friday, Saturday or Sunday that follows: when it may be, in days from the first.
_FIRST_MEETING_DELAY = 3
_FIRST_MEETINGS = (*range(5, 8), *range(12, 15))
_LIST_POSTED_WITHIN = datetime.timedelta(days=7)


def examine_delay(sitting: Sitting) -> Iterator[Finding]:
    """Yield what is wrong with the delay between the convocation and the sitting.

    Clear days due: 3 below 3 500 inhabitants, 5 from 3 500 (articles L. 2121-11 and L. 2121-12), 3 after a lack
    of quorum (article L. 2121-17 as the Conseil d'État reads it), 1 in urgency. On a day that may be that of the first
    meeting after a general renewal, 3 may be enough from 3 500 too (article L. 2121-7).
    """
    sent, held = sitting.convened_on, sitting.held_on
    if sent is None or held is None:
        return
    article = convocation_article(sitting)
    dates = f"convocation du {date_longue(sent)} pour une séance du {date_longue(held)}"
    if sent > held:
        yield Rule("convocation", article).error(
            f"{dates} : elle est postérieure à la séance ; vérifiez les deux dates."
        )
        return
    due = delay_due(sitting)
    if due is None:
        return
    days = clear_days(sent, held)
    found = f"{dates} : {_clear(max(days, 0))} au lieu de {due} au moins"
    if days >= due:
        return
    if not sitting.urgent and days >= _FIRST_MEETING_DELAY and (held - RENEWAL).days in _FIRST_MEETINGS:
        yield Rule("convocation", "CGCT, art. L. 2121-7").warning(
            f"{found}, ce qui suffit pour la première réunion du conseil après le renouvellement général ; vérifiez que"
            " c’est elle."
        )
    elif not sitting.urgent:
        yield Rule("convocation", article).error(
            f"{found} (ni le jour de l’envoi ni celui de la séance ne comptent) ; si l’urgence a été invoquée,"
            " demandez un extrait qui le dise ; sinon la délibération est exposée à l’annulation, et le plus sûr"
            " est que le conseil délibère de nouveau."
        )
    elif days < _URGENT_DELAY:
        yield Rule("convocation", article).error(
            f"{dates} : {_clear(max(days, 0))} ; même en urgence il en faut un ; la délibération est exposée à"
            " l’annulation, et le plus sûr est que le conseil délibère de nouveau."
        )
    else:
        yield Rule("convocation", article).warning(
            f"{found}, en urgence ; vérifiez que le maire en a rendu compte dès l’ouverture de la séance et que le"
            " conseil s’est prononcé sur l’urgence, et que l’extrait le mentionne."
        )


def examine_posting(sitting: Sitting) -> Iterator[Finding]:
    """Yield a doubt about a date of posting that fits neither the convocation nor the list of deliberations.

    The convocation is posted or published when it is sent (article L. 2121-10); the list of the deliberations
    is posted within a week of the sitting (article L. 2121-25). Extracts print either date under the same name.
    """
    posted, sent, held = sitting.posted_on, sitting.convened_on, sitting.held_on
    if posted is None:
        return
    if sent is not None and posted < sent:
        yield Rule("affichage", "CGCT, art. L. 2121-10").warning(
            f"affichage du {date_longue(posted)}, avant la convocation du {date_longue(sent)} ; vérifiez les deux"
            " dates."
        )
    elif held is not None and posted > held + _LIST_POSTED_WITHIN:
        yield Rule("affichage", "CGCT, art. L. 2121-25").warning(
            f"affichage du {date_longue(posted)}, plus d’une semaine après la séance du {date_longue(held)} : la liste"
            " des délibérations est affichée et, lorsqu’il existe, mise en ligne sur le site de la commune dans la"
            " semaine ; vérifiez la date."
        )


def quorum_is_waived(sitting: Sitting) -> bool:
    """Tell whether a second convocation, at least three clear days ahead, lets the council sit without quorum.

    In urgency, with less, the quorum is due again. When a date is not known the delay is taken as kept, and
    ``examine_waiver`` says so.
    """
    if not sitting.second_convocation:
        return False
    if sitting.convened_on is None or sitting.held_on is None:
        return True
    return clear_days(sitting.convened_on, sitting.held_on) >= _SECOND_CONVOCATION_DELAY


def examine_waiver(sitting: Sitting) -> Iterator[Finding]:
    """Yield a warning for a second convocation whose delay cannot be judged, a date being unknown."""
    if sitting.second_convocation and None in (sitting.convened_on, sitting.held_on):
        lacking = "de la séance" if sitting.held_on is None else "de la seconde convocation"
        yield Rule("convocation", convocation_article(sitting)).warning(
            f"seconde convocation, mais la date {lacking} n’est pas connue : sans trois jours francs entre les deux, le"
            " quorum est exigé de nouveau ; demandez cette date à la commune."
        )


def delay_due(sitting: Sitting) -> int | None:
    """Return the clear days due without urgency, or None when the population is not known."""
    if sitting.second_convocation:
        return _SECOND_CONVOCATION_DELAY
    return None if sitting.population is None else convocation_delay(sitting.population)


def convocation_article(sitting: Sitting) -> str:
    """Return where the delay due stands."""
    if sitting.second_convocation:
        return "CGCT, art. L. 2121-17 ; CE, 16 juin 1997, n° 142691"
    if sitting.population is None:
        return "CGCT, art. L. 2121-11 et L. 2121-12"
    return f"CGCT, art. L. 2121-{11 if convocation_delay(sitting.population) == 3 else 12}"


def _clear(days: int) -> str:
    return plural(days, "jour franc", "jours francs")
