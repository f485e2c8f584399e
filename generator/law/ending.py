"""How a convention may end: what its own clauses and the law ask of each cause, and its last day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from generator.language.dates import date_longue
from generator.law.duration import Duration, months_after
from generator.law.endingfacts import CAUSE_NAMES, EndingFacts
from generator.law.findings import Finding, Rule
from generator.law.identifiers import insee_is_valid
from generator.law.organs import examine_decider

#: Months between a formal notice and the termination for breach.
_NOTICE_MONTHS = 1
_DURATION = "convention, clause de durée et de reconduction"
_CLAUSE = Rule("fin", _DURATION)
_TERMINATION = "convention, clause de résiliation"
_MERGER = "CGCT, art. L. 2113-2"


def last_day(facts: EndingFacts, duration: Duration) -> datetime.date | None:
    """Return the last day of a convention that ends so, None while a day that it takes is missing."""
    if facts.cause == "denonciation":
        return duration.ending(facts.received_on) if facts.received_on else None
    if facts.cause == "resiliation" and facts.effect_on is None:
        if facts.received_on is None or facts.notice_on is None:
            return None
        return max(facts.received_on, months_after(facts.notice_on, _NOTICE_MONTHS))
    return facts.effect_on


def examine_ending(
    facts: EndingFacts,
    duration: Duration,
    notified_on: datetime.date,
    today: datetime.date,
    *,
    known: bool = True,
    since: Sequence[tuple[str, datetime.date]] = (),
    pending: tuple[str, datetime.date] | None = None,
) -> tuple[Finding, ...]:
    """Return what forbids an end, or makes it another one than who asked for it may think.

    ``duration`` is that of the convention without this end, ``notified_on`` the day on which it took effect; ``known``
    tells that the data have the commune nouvelle of a merger; ``since`` is what was signed or renewed, and from when,
    ``pending`` the avenant that is not signed, and its day of effect.
    """
    return (
        *_missing(facts),
        *_unasked(facts),
        *_days(facts, duration, notified_on, today),
        *_course(facts, duration, today),
        *_denunciation(facts, duration),
        *_breach(facts),
        *_merger(facts, known=known),
        *_ruling(facts),
        *_since(last_day(facts, duration), since),
        *_pending(facts, last_day(facts, duration), pending),
        *examine_decider(facts.cause, facts.author),
    )


def _since(end: datetime.date | None, since: Sequence[tuple[str, datetime.date]]) -> Iterator[Finding]:
    """Find what would have been signed or renewed after the end."""
    for what, day in since:
        if end is not None and end < day:
            yield Rule("dates").warning(
                f"fin le {date_longue(end)}, mais {what} le {date_longue(day)} : les deux se contredisent ; vérifiez le"
                " dernier jour, et dites au service juridique ce que devient l’autre acte."
            )


def _pending(
    facts: EndingFacts, end: datetime.date | None, pending: tuple[str, datetime.date] | None
) -> Iterator[Finding]:
    """Find an avenant that can no longer be signed: it would take effect after the end, which a merger is not."""
    if pending is None or end is None or facts.cause == "fusion":
        return
    avenant, day = pending
    if end < day:
        yield Rule("avenant").warning(
            f"{avenant}, qui n’est pas signé, prendrait effet le {date_longue(day)}, après la fin : il est annulé,"
            " son numéro ne servira plus ; s’il était parti, prévenez la commune."
        )


def _merger(facts: EndingFacts, *, known: bool) -> Iterator[Finding]:
    if facts.cause != "fusion" or not facts.into or known:
        return
    if not insee_is_valid(facts.into):
        yield Rule("fin", _MERGER).error(
            f"« {facts.into} » (--into) : ce n’est ni le code INSEE ni le nom d’une commune."
        )
        return
    yield Rule("fin", _MERGER).warning(
        f"la convention continue avec la commune nouvelle {facts.into}, dont communes.csv n’a pas la ligne ;"
        " ajoutez-la pour que les actes à venir soient à son nom."
    )


def _ruling(facts: EndingFacts) -> Iterator[Finding]:
    """Find what a court alone says: since when a convention that it annuls is no more, if it annuls the convention."""
    if facts.cause == "annulation" and facts.effect_on is not None:
        yield Rule("fin").warning(
            "un contrat que le juge annule est d’ordinaire réputé n’avoir jamais existé, sauf si le jugement en diffère"
            " l’effet ou ne prononce qu’une résiliation ; et l’annulation de la seule délibération n’y met pas fin"
            " d’elle-même (signalez-la : conventions intake COMMUNE --withdraw). Vérifiez le dispositif et le dernier"
            " jour qui s’en déduit, et joignez le jugement (--file)."
        )


def _missing(facts: EndingFacts) -> Iterator[Finding]:
    if missing := facts.missing():
        yield Rule("fin", _MERGER if facts.cause == "fusion" else "").error(
            f"il manque {', '.join(map(str, missing))}."
        )


def _unasked(facts: EndingFacts) -> Iterator[Finding]:
    """Find what does not go with a cause: kept in the register, it would say what nobody decided."""
    if unasked := facts.unasked():
        yield Rule("fin").error(f"{CAUSE_NAMES[facts.cause]} : ne donnez pas {', '.join(map(str, unasked))}.")


def _days(
    facts: EndingFacts, duration: Duration, notified_on: datetime.date, today: datetime.date
) -> Iterator[Finding]:
    for what, day in (("réception", facts.received_on), ("mise en demeure", facts.notice_on)):
        if day is not None and day > today:
            yield Rule("dates").error(f"{what} du {date_longue(day)}, une date à venir ; vérifiez-la.")
        elif day is not None and day < notified_on:
            yield Rule("dates").error(
                f"{what} du {date_longue(day)}, avant la prise d’effet de la convention, le {date_longue(notified_on)}"
                " ; vérifiez les dates."
            )
    end = last_day(facts, duration)
    if end is None:
        return
    if end < notified_on:
        yield Rule("dates").error(
            f"fin le {date_longue(end)}, avant la prise d’effet de la convention, le {date_longue(notified_on)} ;"
            " vérifiez les dates."
        )
    elif duration.end is not None and duration.end < end:
        over = "a déjà pris fin le" if duration.end < today else "a une fin enregistrée au"
        yield Rule("dates").error(f"fin le {date_longue(end)}, mais la convention {over} {date_longue(duration.end)}.")
    elif duration.ended_before(end):
        term = duration.term_on(end)
        over = "a déjà pris fin" if term < today else "prend fin d’elle-même, sans être reconduite,"
        yield Rule("dates", _DURATION).error(
            f"fin le {date_longue(end)}, mais la convention {over} le {date_longue(term)}."
        )


def _course(facts: EndingFacts, duration: Duration, today: datetime.date) -> Iterator[Finding]:
    """Find an agreed end that is past, or one that only a renewal to come would reach."""
    end = facts.effect_on
    if end is None or facts.cause not in ("accord", "retrait", "resiliation") or duration.ended_before(end):
        return
    term = duration.term_on(max(today, facts.received_on or today))
    if facts.cause == "accord" and end < today:
        yield Rule("dates", _TERMINATION).warning(
            f"fin le {date_longue(end)}, un jour passé : un accord ne vaut que pour l’avenir ; vérifiez que les deux"
            " parties l’avaient signé ce jour-là au plus tard, sinon donnez un jour à venir."
        )
    elif term < end:
        yield Rule("dates", _DURATION).warning(
            f"fin le {date_longue(end)}, après le terme en cours du {date_longue(term)} : la convention n’ira"
            " jusque-là que reconduite ; si elle doit finir au terme, c’est ce jour qu’il faut donner."
        )


def _denunciation(facts: EndingFacts, duration: Duration) -> Iterator[Finding]:
    if facts.cause != "denonciation":
        return
    if facts.effect_on is not None:
        yield _CLAUSE.error("une dénonciation prend effet au terme : ne donnez pas de dernier jour (--effect).")
    received = facts.received_on
    if received is None:
        return
    if not duration.reconduction.renews:
        yield _CLAUSE.error(
            "cette convention n’est pas reconduite tacitement : elle prend fin à son terme sans dénonciation."
        )
    elif duration.last_day(received) is not None:
        yield _CLAUSE.error(
            f"dénonciation reçue le {date_longue(received)}, mais plus aucune reconduction ne suit le terme du"
            f" {date_longue(duration.term_on(received))} : la convention prend fin ce jour-là sans dénonciation."
        )
    elif received > duration.reconduction.notice_by(duration.term_on(received)):
        term, end = duration.term_on(received), duration.ending(received)
        yield _CLAUSE.warning(
            f"dénonciation reçue le {date_longue(received)}, trop tard pour le terme du {date_longue(term)} : la"
            f" convention est reconduite et prend fin le {date_longue(end)}."
        )
        if months_after(received, duration.reconduction.preavis_mois) <= term:
            yield _CLAUSE.warning(
                f"le préavis se compte ici à rebours du terme ; compté depuis le {date_longue(received)}, à la fin d’un"
                " mois court, il serait respecté : demandez au service juridique lequel la convention entend, avant"
                " d’enregistrer."
            )


def _breach(facts: EndingFacts) -> Iterator[Finding]:
    if facts.cause != "resiliation" or facts.notice_on is None:
        return
    earliest = months_after(facts.notice_on, _NOTICE_MONTHS)
    for what, day in (("décision reçue", facts.received_on), ("effet", facts.effect_on)):
        if day is not None and day < earliest:
            yield Rule("fin", _TERMINATION).error(
                f"{what} le {date_longue(day)}, moins d’un mois après la mise en demeure du"
                f" {date_longue(facts.notice_on)} ; au plus tôt le {date_longue(earliest)}."
            )
    if facts.received_on == earliest:
        yield Rule("fin", _TERMINATION).warning(
            f"décision reçue le {date_longue(earliest)}, le dernier jour du mois qui suit la mise en demeure : ce délai"
            " n’expire que ce jour-là à minuit, et l’autre partie pouvait encore s’exécuter ; le plus sûr est une"
            " décision reçue le lendemain ou après."
        )
    if facts.received_on and facts.effect_on and earliest <= facts.effect_on < facts.received_on:
        yield Rule("fin", _TERMINATION).error(
            f"effet le {date_longue(facts.effect_on)}, avant que la décision soit reçue, le"
            f" {date_longue(facts.received_on)} : elle n’a pas d’effet avant ; donnez ce jour-là, ou un jour suivant."
        )
