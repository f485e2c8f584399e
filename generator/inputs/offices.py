"""The office of a person who signs, as a cell or a key says it: alone, in the gender of the person."""

from __future__ import annotations

from contextlib import suppress

from generator.errors import Level
from generator.language.agreement import accord, is_feminine, titre_nu


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
