"""The facts of an end: its cause, who asks for it, the days that count; which of them go with each cause."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Cause = Literal["denonciation", "resiliation", "accord", "fusion", "retrait", "annulation"]
#: Who asked for the end: "" when that does not matter (both, or a court).
Author = Literal["", "commune", "epci"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
#: How a person says each of them.
CAUSE_NAMES: Mapping[str, str] = {
    "denonciation": "dénonciation",
    "resiliation": "résiliation pour manquement",
    "accord": "résiliation d’un commun accord",
    "fusion": "commune nouvelle",
    "retrait": "retrait de la commune",
    "annulation": "annulation par le juge",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """What may be said of an end: the ``option`` that says it, and how a sentence calls it."""

    option: str
    what: str

    def __str__(self) -> str:
        """Return both."""
        return f"{self.what} ({self.option})"


_BY = Fact("--by", "qui la demande")
_RECEIVED = Fact("--received", "le jour où l’autre partie l’a reçue")
_NOTICE = Fact("--notice", "le jour où la mise en demeure a été reçue")
_EFFECT = Fact("--effect", "le dernier jour")
_INTO = Fact("--into", "la commune nouvelle")
_NEEDS: Mapping[Cause, tuple[Fact, ...]] = {
    "denonciation": (_BY, _RECEIVED),
    "resiliation": (_BY, _NOTICE, _RECEIVED),
    "accord": (_EFFECT,),
    "fusion": (_EFFECT, _INTO),
    "retrait": (_EFFECT,),
    "annulation": (_EFFECT,),
}
#: What may be said besides; of a denunciation, why it takes no day of its own is told otherwise.
_MAY: Mapping[Cause, tuple[Fact, ...]] = {"denonciation": (_EFFECT,), "resiliation": (_EFFECT,)}


@dataclass(frozen=True, slots=True)
class EndingFacts:
    """What is known of an end: who asks for it, the days that count, None for those that are not known.

    ``received_on`` is the day on which the other party had the denunciation or the decision, ``notice_on`` that of the
    formal notice, ``effect_on`` the last day that is asked for, that of the former commune in a merger; ``into`` is the
    commune nouvelle, which takes its place.
    """

    cause: Cause
    author: Author = ""
    received_on: datetime.date | None = None
    notice_on: datetime.date | None = None
    effect_on: datetime.date | None = None
    into: str = ""

    def missing(self) -> tuple[Fact, ...]:
        """Return what the cause needs and nobody said."""
        return tuple(fact for fact in _NEEDS[self.cause] if not self._said()[fact])

    def unasked(self) -> tuple[Fact, ...]:
        """Return what was said and does not go with the cause."""
        return tuple(fact for fact, value in self._said().items() if value and fact not in _known(self.cause))

    def _said(self) -> Mapping[Fact, object]:
        return {
            _BY: self.author,
            _NOTICE: self.notice_on,
            _RECEIVED: self.received_on,
            _EFFECT: self.effect_on,
            _INTO: self.into,
        }


def options_beside(cause: Cause) -> tuple[str, ...]:
    """Return the options that say nothing of an end with this cause."""
    return tuple(fact.option for fact in (_BY, _NOTICE, _RECEIVED, _EFFECT, _INTO) if fact not in _known(cause))


def _known(cause: Cause) -> tuple[Fact, ...]:
    return (*_NEEDS[cause], *_MAY.get(cause, ()))
