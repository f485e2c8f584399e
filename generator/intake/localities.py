"""Which commune an act is of: its name where acts write it, its SIREN, its mayor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from generator.inputs.communes import Commune
from generator.intake.fields import Field
from generator.language.places import de
from generator.minutes.extracts import Extract
from generator.papers.letters import fold, worn

_TRIGGER = re.compile(
    rf"\b(?:{worn('commune')}(?: nouvelle)?|{worn('ville')}|{worn('mairie')}|"
    rf"conseillers municipaux|{worn('conseil municipal')}(?!\s+d\W{{0,2}}(?:es )?(?:enfants|jeunes|sages)))"
    r"(?=(?:\s{1,4}|[ \t]?:[ \t]{1,4})"
    r"(?P<name>(?:de la |de l' ?|du |des |de |d ?'{1,2} ?|d)?(?:-\n(?=[a-z])|[a-z0-9œ' -]){3,45}))"
)
#: « le maire de Maulde ».
_MAYOR = re.compile(_TRIGGER.pattern.replace(worn("mairie"), f"{worn('mairie')}|maire", 1))
_PREPOSITION = re.compile(r"(?:de la |de l' ?|du |des |de |d ?'{1,2} ?)")
#: The share of a name's letters that must be read for it to be recognised through the damage of a scan; a name of
#: few letters must be read whole, since another is near it.
_ALIKE, _NEARLY, _FEW = 0.82, 0.99, 5
#: « St-Amand-les-Eaux », « Ste Suzanne ».
_SAINT = re.compile(r"\bst(?P<her>e?)\b\.?[ -](?=[a-z])")
#: What parts the name of a commune from the rest of the first lines of an act.
_PARTED = re.compile(r"\n|[,:/|]| [-–] |[ \t](?=(?:seance|conseil|pv|proces|compte|reunion)\b)")
#: They are in so many characters.
_HEADING = 200
#: « COMMUNE DE SAINT-PYTHON », which begins a line of the heading.
_HEADED = re.compile(
    rf"(?m)^\W*(?:commune|ville|mairie) (?P<name>{_PREPOSITION.pattern}[a-zœ'-]+(?: [a-zœ'][a-zœ'-]*){{0,5}})[ \t]*"
    r"(?=$|[ \t]{2}|[,(/:–-]|\d)"
)
#: What goes on with a name makes it another commune's: « Oisy-le-Verger » is not Oisy.
_LONGER = re.compile(r"-[a-z]{2}|-?[ ]?(?:sur|sous|lez|en|aux?)\b[ -](?!\d)")


def commune_of(extract: Extract, communes: Sequence[Commune], sirens: Sequence[str]) -> tuple[Commune | None, Field]:
    """Return the commune of an act and its field (an INSEE code): certain when nothing else could be meant."""
    named = _named(extract, communes)
    mayors = [commune for commune in communes if _mayor_signs(extract, commune)]
    bearers = [commune for commune in communes if commune.siren in sirens]
    exact = [commune for commune, alike, _ in named if alike == 1]
    candidates = _distinct([*exact, *bearers, *(commune for commune, _, _ in named)])
    if not candidates and (office := _named(extract, communes, _MAYOR)):
        of_mayor, _, read = office[0]
        why = "" if of_mayor in mayors else "nommée avec son maire seulement, « maire de »"
        return of_mayor, Field(of_mayor.insee, "doubtful" if why else "certain", read, why)
    if not candidates and (heading := _heading(extract, communes)):
        why = "" if heading in mayors else "nommée en tête de l’acte, sans « commune de » ni « mairie de »"
        return heading, Field(heading.insee, "doubtful" if why else "certain", heading.nom, why)
    candidates = candidates or mayors
    if not candidates and (spoken := _spoken(extract, communes)):
        if other := _headed_otherwise(extract, spoken):
            return None, Field(None, "missing", other, f"l’acte porte en tête un autre nom : « {other} »")
        return spoken, Field(
            spoken.insee, "doubtful", spoken.nom, "nommée dans l’acte sans « commune de » ni « mairie de »"
        )
    if not candidates:
        return None, Field(None, "missing", named[0][2] if named else "", "aucune commune de la liste n’a été reconnue")
    chosen = max(
        candidates, key=lambda commune: 4 * (commune in exact) + 4 * (commune in bearers) + 2 * (commune in mayors)
    )
    read = next(
        (read for commune, _, read in named if commune is chosen),
        f"SIREN {chosen.siren}" if chosen in bearers else chosen.nom_maire,
    )
    rivals = [other for other in _distinct([*exact, *bearers]) if other is not chosen]
    if chosen not in (*bearers, *mayors) and (other := _headed_otherwise(extract, chosen)):
        return chosen, Field(chosen.insee, "doubtful", read, f"l’acte porte en tête un autre nom : « {other} »")
    if rivals:
        names = ", ".join(other.nom for other in rivals)
        return chosen, Field(chosen.insee, "doubtful", read, f"l’acte désigne aussi une autre commune : {names}")
    if chosen in exact or (chosen in bearers and (chosen in mayors or named)):
        return chosen, Field(chosen.insee, "certain", read)
    if any(commune is chosen for commune, _, _ in named):
        return chosen, Field(chosen.insee, "doubtful", read, f"le nom est mal lu ; {chosen.nom} en est le plus proche")
    return chosen, Field(
        chosen.insee, "doubtful", read, "déduit du SIREN seul" if chosen in bearers else "déduit du nom du maire seul"
    )


def _heading(extract: Extract, communes: Sequence[Commune]) -> Commune | None:
    """Return the only commune whose name heads the act, alone on a line or before what sits, None for several."""
    head = _PARTED.split(extract.text.folded[: min(_HEADING, extract.body)])
    written = {_letters(_SAINT.sub(_spelt, part)) for part in head}
    named = [one for one in communes if _letters(one.nom) in written]
    return named[0] if len(named) == 1 else None


def _headed_otherwise(extract: Extract, commune: Commune) -> str:
    """Return the line of the heading that names a commune, when none of them names this one; "" otherwise."""
    headed = list(extract.text.find(_HEADED, 0, min(2 * _HEADING, extract.body)))
    here = any(_likeness(_SAINT.sub(_spelt, line["name"]), _keys(commune)) >= _ALIKE for line in headed)
    return extract.text.read(*headed[0].span()) if headed and not here else ""


def _spelt(saint: re.Match[str]) -> str:
    return f"saint{saint['her']} "


def _spoken(extract: Extract, communes: Sequence[Commune]) -> Commune | None:
    """Return the only commune that the act names after a preposition, « s’est réuni à Maulde », None for several."""
    folded = extract.text.folded[: extract.annex]

    def is_named(one: Commune) -> bool:
        name = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", fold(one.nom))))
        return re.search(rf"\b(?:a|de|du|d'|la|le|les|l')\s{{0,2}}{name}(?![\w-])", folded) is not None

    named = [one for one in communes if is_named(one)]
    return named[0] if len(named) == 1 else None


def named_instead(text: str, commune: Commune, communes: Sequence[Commune]) -> Commune | None:
    """Return the commune that a text names, « la commune d’Haveluy », when it does not name the one that is meant."""
    folded = fold(text)
    if re.search(rf"\b{re.escape(fold(commune.nom))}\b", folded):
        return None
    written = [match["name"] for match in _MAYOR.finditer(folded) if match["name"]]

    def is_named(one: Commune) -> bool:
        return any(_is_named(name, key) for name in written for key in (_letters(de(one.nom)), _letters(one.nom)))

    return None if is_named(commune) else next(filter(is_named, communes), None)


def _distinct(communes: Sequence[Commune]) -> list[Commune]:
    return list({commune.insee: commune for commune in communes}.values())


def _named(
    extract: Extract, communes: Sequence[Commune], trigger: re.Pattern[str] = _TRIGGER
) -> list[tuple[Commune, float, str]]:
    """Return the communes named in the opening after « commune de », « ville d’ » … and how alike each is read.

    Where one is named on the line of such a word, one on the next line is another column's: the canton's chief town.
    """
    text = extract.text
    keys = [(one, _keys(one)) for one in communes]
    found: dict[str, tuple[Commune, float, str]] = {}
    beneath: dict[str, tuple[Commune, float, str]] = {}
    for match in text.find(trigger, 0, extract.body):
        written = _SAINT.sub(_spelt, re.sub(r"\s{2,}.*", "", match["name"].replace("-\n", "-").split("\n")[0]))
        alike, best = max(
            ((_likeness(written, names), one) for one, names in keys),
            key=lambda told: (told[0], len(told[1].nom)),
            default=(0.0, None),
        )
        told = beneath if "\n" in text.text[match.end() : match.start("name")] else found
        if best is not None and alike >= _ALIKE and alike > told.get(best.insee, (None, 0.0, ""))[1]:
            told[best.insee] = (best, alike, text.read(*match.span()))
    several = list(found.values())
    if not any(alike == 1 for _, alike, _ in several):
        several += beneath.values()
    return sorted(several, key=lambda item: -item[1])


def _keys(commune: Commune) -> tuple[str, ...]:
    """Return the letters of a commune's name alone, then behind its preposition and behind « de »."""
    name = _letters(commune.nom)
    return name, _letters(de(commune)), f"de{name}"


def _likeness(written: str, keys: tuple[str, ...]) -> float:
    """Return how alike what is written and a commune's name are: 1 when it is named, with a preposition or not."""
    if any(_is_named(written, key) for key in keys):
        return 1.0
    return _alike(_PREPOSITION.sub("", written, count=1), keys[0])


@lru_cache(maxsize=4096)
def _is_named(written: str, key: str) -> bool:
    """Tell whether what is written begins with the letters of a name, and the name ends there."""
    place = count = 0
    while place < len(written) and count < len(key):
        letter = _letters(written[place])
        if letter and not key.startswith(letter, count):
            return False
        count, place = count + len(letter), place + 1
    return count == len(key) and not written[place : place + 1].isalpha() and not _LONGER.match(written, place)


@lru_cache(maxsize=4096)
def _alike(written: str, key: str) -> float:
    """Return how alike the beginning of what is written and a name are, both without preposition; never quite 1."""
    if _is_named(written, key):  # « du Rœulx » for « de Rœulx »
        return _NEARLY
    written = _letters(written)
    if written.startswith(key):
        return 0.0
    beginning = written[: len(key)]
    if len(key) <= _FEW or abs(len(beginning) - len(key)) > 1:
        return 0.0
    return min(SequenceMatcher(None, beginning, key, autojunk=False).ratio(), _NEARLY)


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", fold(name).replace("œ", "oe"))


def _mayor_signs(extract: Extract, commune: Commune) -> bool:
    """Tell whether the mayor of a commune is named in full in the act, not in what is joined to it."""
    name = rf"{re.escape(fold(commune.prenom_maire))}\s{{1,3}}{re.escape(fold(commune.nom_maire))}"
    return extract.text.first(re.compile(name), 0, extract.annex) is not None
