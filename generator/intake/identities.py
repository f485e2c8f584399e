"""Those whom an act names held against each other: who holds a mandate, signs or presides is among those present."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.inputs.communes import Commune
from generator.intake.fields import Field
from generator.law.people import among, same_person
from generator.law.sittings import Proxy
from generator.papers.letters import fold

#: Two names so alike that one of them is the other, misread.
_NEARLY = 0.78


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that another contradicts, and why; ``rule`` names the rule of law that finds the same, if one does."""

    name: str
    why: str
    rule: str = ""


def doubted_people(fields: Mapping[str, Field], commune: Commune | None) -> Iterator[Doubt]:
    """Doubt those who are named elsewhere in the act than they can be, or nearly as somebody else."""
    listed = fields["noms_presents"].value
    present = [str(name) for name in listed] if isinstance(listed, tuple) else []
    if not present:
        return
    given = fields["pouvoirs"].value
    for proxy in given if isinstance(given, tuple) else ():
        if isinstance(proxy, Proxy) and proxy.holder and not among(proxy.holder, present):
            yield Doubt("pouvoirs", f"« {proxy.holder} » porte un pouvoir sans être parmi les présents lus", "pouvoirs")
            yield from _misread(proxy.holder, present)
        if isinstance(proxy, Proxy) and (twin := among(proxy.giver, present)):
            # Two members may have one surname: only a given name tells that they are one.
            sure = " " in proxy.giver.strip() and " " in twin.strip()
            yield Doubt("pouvoirs", f"« {twin} » est aussi parmi les présents lus", "pouvoirs" if sure else "")
    yield from _twice(fields["noms_absents"], present)
    yield from _without_surname(fields, present)
    president = fields["preside_par"].value
    if isinstance(president, str) and same_person(president, president) and not among(president, present):
        yield Doubt("noms_presents", f"« {president} » préside la séance sans y figurer")
    secretary = fields["secretaire"].value
    if isinstance(secretary, str) and secretary and not among(secretary, present):
        yield Doubt("secretaire", f"« {secretary} » n’est pas parmi les présents lus", "secrétaire")
        yield from _misread(secretary, present)
    if commune is not None:
        mayor = f"{commune.prenom_maire} {commune.nom_maire}"
        if not among(mayor, present):
            yield from _misread(mayor, present)
            yield from _misread(f"{commune.nom_maire} {commune.prenom_maire}", present)


def _twice(absent: Field, present: list[str]) -> Iterator[Doubt]:
    """Doubt the lists that name somebody twice: present twice, or present and absent.

    Two members may have one surname: only with a given name are those present doubtful.
    """
    whole = [fold(name) for name in present if " " in name.strip()]
    for name in dict.fromkeys(name for name in present if whole.count(fold(name)) > 1):
        yield Doubt("noms_presents", f"« {name} » y figure deux fois")
    for missing in absent.value if isinstance(absent.value, tuple) else ():
        if twin := among(str(missing), present):
            yield Doubt("noms_absents", f"« {twin} » est aussi parmi les présents lus")
            if " " in str(missing).strip() and " " in twin.strip():
                yield Doubt("noms_presents", f"« {twin} » est aussi parmi les absents lus")


def _without_surname(fields: Mapping[str, Field], present: list[str]) -> Iterator[Doubt]:
    """Doubt whoever has the given name alone of a member: the surname stood on another line, perhaps."""
    given = {words[0] for name in present if len(words := fold(name).split()) > 1 and not name.split()[0].isupper()}
    mandates = fields["pouvoirs"].value
    proxies = [proxy for proxy in mandates if isinstance(proxy, Proxy)] if isinstance(mandates, tuple) else []
    written = [(name, str(fields[name].value)) for name in ("preside_par", "secretaire")]
    written += [("pouvoirs", person) for proxy in proxies for person in (proxy.giver, proxy.holder)]
    for name, person in written:
        if fold(person) in given:
            yield Doubt(name, f"« {person} » n’est peut-être que le prénom")


def _misread(person: str, present: list[str]) -> Iterator[Doubt]:
    """Doubt the list of those present that holds a name nearly like a person's: one of the two is misread."""
    for other in present:
        if nearly_same(person, other):
            yield Doubt("noms_presents", f"« {other} » est lu ailleurs « {person} »")


def nearly_same(person: str, other: str) -> bool:
    """Tell whether two names are so alike that one of them may be the other, misread."""
    return SequenceMatcher(None, fold(person), fold(other)).ratio() >= _NEARLY
