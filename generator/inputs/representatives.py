"""Who signs for the EPCI, in campaign.toml: its President, others at their dates or for some communes; offices."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

from generator.errors import Level
from generator.inputs.communes import CIVILITIES, slug
from generator.inputs.settings import Settings
from generator.inputs.spoilt import doubt_of_name, doubt_of_names, fault_of_name
from generator.language.agreement import accord, is_feminine, titre_nu
from generator.language.dates import date_longue, days_in
from generator.law.signatories import Person, Representative

_ONE_DAY = datetime.timedelta(days=1)
#: Each representative with the section that tells of them.
_Holds = Sequence[tuple[Representative, Settings]]
#: What is wrong in a section: its key, the message, the remedy and the level.
_Fault = tuple[Settings, str, str, str, Level]


def read_person(settings: Settings, title: str | None = None) -> Person:
    """Return a person who signs; what is missing or wrong is noted."""
    civility = settings.text("civilite")
    known = CIVILITIES.get(civility.lower().rstrip("."), "")
    if civility and not known:
        settings.note("civilite", f"civilité inconnue : « {civility} »", "écrivez Monsieur ou Madame")
    person = Person(known, settings.text("prenom"), settings.text("nom"), settings.text("titre", title))
    for key, name in (("prenom", person.prenom), ("nom", person.nom)):
        if lost := fault_of_name(name, f"{key}_maire"):
            settings.note(key, *lost)
        elif doubt := doubt_of_name(name, f"{key}_maire"):
            settings.note(key, *doubt, "warning")
    if doubt := doubt_of_names(person.prenom, person.nom):
        settings.note("nom", *doubt, "warning")
    if wrong := doubt_of_office(person.civilite, person.titre):
        level, message, remedy = wrong
        settings.note("titre", message, remedy, level)
    return person


def read_representatives(tables: Sequence[Settings]) -> tuple[Representative, ...]:
    """Return those who sign besides the President; where two sign at once, or nobody does, is noted."""
    found = [(_representative(table), table) for table in tables]
    everywhere = [(one, table) for one, table in found if not one.communes]
    faults = [*_overlaps(everywhere), *_gaps(everywhere)]
    for name in sorted({name for one, _ in found for name in one.communes}):
        faults += _overlaps([(one, table) for one, table in found if name in one.communes])
    for table, key, message, remedy, level in dict.fromkeys(faults):  # two persons may share several communes
        table.note(key, message, remedy, level)
    return tuple(one for one, _ in found)


def _representative(settings: Settings) -> Representative:
    communes = settings.texts("communes", '["59491", "Denain"]') if settings.has("communes") else ()
    person = read_person(settings)
    found = Representative(
        *(person.civilite, person.prenom, person.nom, person.titre),
        settings.date("debut"),
        settings.day("fin"),
        tuple(slug(name) for name in communes),
        settings.text("deliberation", ""),
        settings.text("arrete", ""),
    )
    if doubt := doubt_of_order(found.arrete):
        settings.note("arrete", *doubt, "warning")
    if found.fin is not None and found.fin < found.debut:
        settings.note("fin", "la fin est avant le début", "corrigez l’une des deux dates")
    settings.finish()
    return found


def _overlaps(holds: _Holds) -> Iterator[_Fault]:
    """Yield where two persons sign at once."""
    for (before, _), (after, table) in pairwise(_in_turn(holds)):
        if before.fin is None or before.fin >= after.debut:
            message = f"{_name(before)} et {_name(after)} signeraient en même temps"
            yield table, "debut", message, f"donnez à {_name(before)} une fin, la veille de ce début", "error"


def _gaps(holds: _Holds) -> Iterator[_Fault]:
    """Yield where nobody signs, between two persons and after the last."""
    turns = _in_turn(holds)
    for (before, _), (after, table) in pairwise(turns):
        if before.fin is not None and before.fin + _ONE_DAY < after.debut:
            first, last = date_longue(before.fin + _ONE_DAY), date_longue(after.debut - _ONE_DAY)
            message = f"personne ne signe pour l’EPCI du {first} au {last}"
            yield table, "debut", message, "corrigez ce début, ou la fin qui précède", "warning"
    if turns and (fin := turns[-1][0].fin) is not None:
        message = f"personne ne signe pour l’EPCI après le {date_longue(fin)}"
        yield turns[-1][1], "fin", message, "ajoutez qui signe ensuite, ou retirez cette fin", "warning"


def _in_turn(holds: _Holds) -> _Holds:
    return sorted(holds, key=lambda held: held[0].debut)


def _name(representative: Representative) -> str:
    return f"{representative.prenom} {representative.nom}"


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
