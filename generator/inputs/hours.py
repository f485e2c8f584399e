"""The hours of half-days: noon parts them, a morning is over before its afternoon, none reaches midnight."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.errors import Level
from generator.inputs.campaign import PlanningRules
from generator.language.dates import heure

MORNING, AFTERNOON = "matin", "après-midi"
_NOON = 12 * 60
_MIDNIGHT = 24 * 60
_KEYS = {MORNING: "matin", AFTERNOON: "apres_midi"}
_SWAPPED = "corrigez cette heure ; matin et apres_midi sont peut-être inversés"
_SHORTER = "avancez cette heure, ou diminuez accueil_minutes ou rendez_vous_minutes"


def hour_faults(rules: PlanningRules) -> Iterator[tuple[str, str, str, Level]]:
    """Yield what is wrong with the hours of the half-days that are offered: key, message, remedy and level."""
    lasts = rules.accueil + rules.rendez_vous
    starts = {half: time.hour * 60 + time.minute for half, time in rules.debuts.items()}
    sound = True
    for half, key in _KEYS.items():
        if half not in {offered for _, offered in rules.demi_journees}:
            continue
        begins = heure(rules.debuts[half])
        if half == MORNING and starts[half] >= _NOON:
            yield key, f"une matinée commencerait à {begins}", _SWAPPED, "warning"
        elif half == AFTERNOON and starts[half] < _NOON:
            yield key, f"un après-midi commencerait à {begins}", _SWAPPED, "warning"
        elif starts[half] + lasts >= _MIDNIGHT:
            yield key, f"commencée à {begins}, la demi-journée irait jusqu’à minuit ou au-delà", _SHORTER, "error"
        else:
            continue
        sound = False
    over = starts[MORNING] + lasts
    if sound and over > starts[AFTERNOON] and _one_day(rules):
        ends, begins = heure(datetime.time(*divmod(over, 60))), heure(rules.debuts[AFTERNOON])
        message = f"la matinée finirait à {ends}, après le début de l’après-midi du même jour ({begins})"
        yield _KEYS[MORNING], message, _SHORTER, "warning"


def _one_day(rules: PlanningRules) -> bool:
    """Tell whether both half-days of one day are offered: a mediator may be given the two."""
    return any((day, AFTERNOON) in rules.demi_journees for day, half in rules.demi_journees if half == MORNING)
