"""The office of a person who signs, and the order that delegates it, as a cell or a key says them.

An office is alone, in the gender of the person; an order has its number and its day.
"""

from __future__ import annotations

import re
from contextlib import suppress

from generator.errors import Level
from generator.language.agreement import accord, is_feminine, titre_nu
from generator.language.dates import days_in

_ORDER = re.compile(r"(?:l[’'])?arr[êe]t[ée]\b\s*", re.IGNORECASE)


def doubt_of_office(civility: str, title: str) -> tuple[Level, str, str] | None:
    """Return what is wrong with a title that documents print after a name, and what to do; None for nothing.

    An office in the feminine is an error for a man; a woman may have chosen the masculine.
    """
    alone = titre_nu(title)
    if alone != title.strip():
        message = f"« {title} » : l’article et la civilité n’en sont pas, les modèles les ajoutent s’il en faut"
        return "warning", message, f"écrivez « {alone[:1].upper()}{alone[1:]} »"
    if civility == "Monsieur" and is_feminine(title):
        return "error", f"« {title} » est au féminin, pour {civility}", "corrigez la civilité ou le titre"
    if civility == "Madame" and title:
        with suppress(ValueError):  # its feminine is not known
            if (feminine := accord(title, civility)) != title:
                remedy = f"écrivez « {feminine} », à moins qu’elle n’ait choisi ce titre"
                return "warning", f"« {title} » est au masculin, pour {civility}", remedy
    return None


def doubt_of_order(order: str) -> tuple[str, str] | None:
    """Return what is wrong with an order that acts cite in parentheses, and what to do; None for nothing."""
    if word := _ORDER.match(order):
        return f"« {order} » : les modèles écrivent déjà « arrêté »", f"écrivez « {order[word.end() :]} »"
    if order and not any(days_in(order)):
        return f"« {order} » ne dit pas la date de l’arrêté", "écrivez par exemple « n° 2026-12 du 3 avril 2026 »"
    return None
