"""The titles of columns that people write otherwise than the program calls them, likened to those that it knows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from generator.inputs.grid import column_name
from generator.inputs.spoilt import restored
from generator.law.identifiers import insee_is_valid

_SMALL = frozenset(
    {"a", "au", "d", "de", "des", "du", "en", "l", "la", "le", "les", "membre", "nb", "nbre", "nombre", "habitants"}
    | {"actuel", "actuelle", "com", "exercice"}
)
#: Of two addresses, that of the town hall is the one that is asked for.
_HALL = "mairie"
#: How alike two words are that differ by a slip: « lieux » and « lieu », not « lien » and « lieu ».
_ALIKE = 0.8
#: What other files call the columns: messageries, office habits, INSEE, BANATIC and the Répertoire national des élus.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "insee": ("code commune", "code officiel commune", "code geographique", "codgeo", "codeinsee"),
    "siren": ("siret",),
    "nom": (
        *("commune", "communes", "libelle commune", "libgeo", "nom commune"),
        *("collectivite", "nom officiel commune"),
    ),
    "civilite_maire": ("civ", "civilite", "civilite elu", "code sexe", "genre", "h f", "qualite", "sexe", "titre"),
    "prenom_maire": ("prenom", "prenom usage", "prenom elu", "nouveau maire prenom"),
    "nom_maire": ("nom usage", "nom elu", "nouveau maire nom"),
    "population_municipale": ("p pop", "pmun", "pop mun", "pop municipale"),
    "population_totale": ("pop tot", "pop totale", "ptot"),
    "adresse_mairie": ("adresse", "adresse postale"),
    "departement": ("dep", "dept", "libelle departement", "nom departement"),
    "courriel": (
        *("adresse courriel", "adresse e mail", "adresse electronique", "adresse mail", "adresse messagerie"),
        *("adresse mail generique", "courriel generique", "mail generique"),
        *("e mail", "e mail 1 value", "email", "mail", "mel"),
    ),
    "telephone": (
        *("numero telephone", "phone 1 value", "tel", "tel fixe", "tel standard", "telephone bureau"),
        "telephone fixe",
    ),
    "code_postal": ("code postal bureau", "cp"),
    "participe": ("participation",),
    "maire_depuis": (
        *("date debut fonction", "date election", "date election maire"),
        *("date entree fonction", "date prise fonction", "fonction depuis"),
    ),
    "periode": ("periode evaluation", "periode evaluee"),
    "accompagnements": ("accompagnements individuels", "personnes accompagnees", "usagers accompagnes"),
    "ateliers": ("ateliers collectifs",),
    "permanences_tenues": ("permanences assurees", "permanences effectuees", "permanences realisees", "tenues"),
    "permanences_prevues": ("permanences planifiees", "permanences programmees", "prevues"),
    "mediateur": ("nouveau mediateur",),
    "semaine": ("nouvelle semaine", "semaine mois"),
    "jour": ("nouveau jour", "jour permanence"),
    "demi_journee": ("nouvelle demi journee",),
    "lieu": ("nouveau lieu", "lieu permanence"),
    "observations": ("commentaire", "commentaires", "remarque", "remarques"),
}
#: What is said around the name of a code: « N° INSEE », « INSEE_COM », « N° SIREN de la commune ».
_OF_CODES = frozenset({"code", "codes", "com", "commune", "communes", "n", "numero"})
_MEANT = {"".join(sorted(title.split())): column for column, titles in _CALLED.items() for title in titles}
#: Columns of which each row has another value, and how many rows tell that one of them has not.
_ROWS = 4
#: What stands in columns whose titles, « Titre », « Qualité », say other things too; what it is not, where it is none.
_VALUES = {
    "civilite_maire": (re.compile(r"(?:f|h|m|madame|mme|mlle|monsieur|mr)(?:_l[ae]_maire)?"), "des civilités"),
    "qualite": (re.compile("commune|ville"), "« Commune » ou « Ville »"),
}
#: What each commune has of its own: one for several is that of the grouping.
_OWN = {"siren": "le même numéro", "courriel": "la même adresse", "telephone": "le même numéro"}
#: What a title means where it is not the column of that name: « Qualité : Directrice générale ».
_OTHERWISE = {"qualite": "fonction"}
#: The year of figures, « Population municipale 2023 », « PMUN22 », « P22_POP »; the first of several, « Téléphone 1 ».
_YEAR = re.compile(r"(?:_?(?:19|20)|(?<=[a-z]))[0-9]{2}$|(?<=^p)[0-9]{2}(?=_)|(?<!adresse)_1$")
_PLACE_CODE = re.compile(r"[0-9][0-9AB][0-9]{0,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Foreign:
    """What the titles of another's table may mean: columns that the program knows, and those of the user's own."""

    known: tuple[str, ...]
    own: tuple[str, ...] = ()

    def columns(self, titles: Sequence[str], cells: Callable[[int], Sequence[str]] | None = None) -> tuple[str, ...]:
        """Return which column each title is, its own name where it means none, "" for the second one of a name.

        Those of the user's own columns mean themselves, and of several titles of one column none is taken for it, but
        that of the town hall. ``cells`` gives what stands under a title: what cannot be the column that it names is not
        it.
        """
        names = [column_name(title) for title in titles]

        def fits(place: int, column: str) -> bool:
            return cells is None or not unfit(column, cells(place))

        twice = {name for name in names if names.count(name) > 1 and name not in self.own}
        exact = {name for place, name in enumerate(names) if name in self.known and fits(place, name)} - twice
        absent = [column for column in self.known if column not in exact]
        found: dict[int, str] = {}
        for place, name in enumerate(names):
            meant = "" if name in (*exact, *self.own, *twice) else likened(name, absent)
            if meant and fits(place, meant):
                found[place] = meant
        communes = naming_communes(dict.fromkeys(names))
        if communes is not None and not set(communes) & set(self.own):
            found |= {
                place: "nom_maire" if name == "nom" else "nom"
                for place, name in enumerate(names)
                if name == "nom" or name in communes
            }
        several = list(found.values())
        halls = {place: column for place, column in found.items() if _HALL in names[place].split("_")}
        meant_once = {
            place: column
            for place, column in found.items()
            if several.count(column) == 1 or (place in halls and list(halls.values()).count(column) == 1)
        }
        read = []
        for place, name in enumerate(names):
            meant = "" if name in (*exact, *self.own) else likened(name, self.known)
            wrong = meant and (name in twice or (name in self.known and not fits(place, meant)))
            read.append(meant_once.get(place, _OTHERWISE.get(name, "") if wrong else name))
        return tuple(name if name not in read[:place] else "" for place, name in enumerate(read))

    def count(self, titles: Sequence[str]) -> int:
        """Return how many of the columns a line of titles names."""
        return len(set(self.columns(titles)) & {*self.known, *self.own})

    def stacked(self, above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
        """Return the titles of two lines together: « Maire » over « Prénom » and « Nom », « Code » over « INSEE ».

        A title of the second line that says enough by itself, and is alone there, stays as it is.
        """
        group, titles = "", []
        alone = [column_name(title) for title in below]
        for over, title in zip_longest(above, below, fillvalue=""):
            group = over or group
            name = column_name(title)
            clear = name in self.own or likened(name, self.known) or name in self.known
            whole = title if clear and alone.count(name) == 1 else f"{group} {title}".strip()
            titles.append(whole if title else over)
        return tuple(titles)


def unfit(column: str, cells: Sequence[str]) -> str:
    """Return why what stands under a title cannot be that column, "" where it can: titles say several things."""
    filled = [cell for cell in cells if cell]
    if len(filled) < _ROWS:
        return ""
    if 2 * sum(cell.startswith(("[{", "{", "http://", "https://")) for cell in filled) > len(filled):
        return "ce sont des données de programme (JSON, adresses de pages)"
    if column in _OWN and 2 * len(set(filled)) <= len(filled):
        return f"{_OWN[column]} y est pour plusieurs communes"
    if column == "insee" and 2 * sum(
        insee_is_valid(zero + bare)
        for bare in (bare_code(restored(cell, column)[0]) for cell in filled)
        for zero in ("", "0")
    ) < len(filled):
        return "ce ne sont pas des codes INSEE de cinq caractères"
    if column in _VALUES:
        form, what = _VALUES[column]
        if 2 * sum(bool(form.fullmatch(column_name(cell))) for cell in filled) <= len(filled):
            return f"ce ne sont pas {what}" if what.startswith("d") else f"{what} n’y est pas"
    if column in ("departement", "arrondissement") and all(map(_PLACE_CODE.fullmatch, filled)):
        return "ce sont des codes, et non des noms"
    return ""


def bare_code(cell: str) -> str:
    """Return a code without the signs that part it or stand around it: « 01 004 », « 01-004 », « ['01004'] »."""
    return re.sub(r"[^0-9A-Za-z]", "", cell).upper()


def likened(title: str, absent: Collection[str]) -> str:
    """Return which of the ``absent`` columns a title means, "" for none; both are names as ``column_name`` gives them.

    It is another name of the column, its words in another order, or with a slip in them, and perhaps a year after it.
    """
    title = _YEAR.sub("", title)
    words = [word for word in title.split("_") if word not in _SMALL]
    codes = [column for column in ("insee", "siren") if column in words and _OF_CODES.issuperset({*words} - {column})]
    if codes and len(words) > 1:
        return codes[0] if codes[0] in absent else ""
    if meant := _MEANT.get("".join(sorted(words))) or _MEANT.get("".join(words)):
        return meant if meant in absent else ""
    near = [column for column in absent if _are_alike(words, [one for one in column.split("_") if one not in _SMALL])]
    for whose, columns in ((_HALL, absent), ("maire", [column for column in absent if column.endswith("_maire")])):
        if not near and whose in words:
            return likened("_".join(word for word in words if word != whose), columns)
    return max(near, key=lambda column: _likeness(title, column), default="")


def naming_communes(titles: Collection[str]) -> list[str] | None:
    """Return the titles of the communes where « nom » is that of their mayors, None where it is that of the communes.

    « Commune ; Prénom ; Nom » is, and « Code INSEE ; Prénom ; Nom » with no name of a commune.
    """
    others = [title for title in titles if title != "nom"]
    communes = [title for title in others if likened(title, ("nom",))]
    given, surnames = (any(likened(title, (column,)) for title in others) for column in ("prenom_maire", "nom_maire"))
    return communes if "nom" in titles and "prenom_maire" not in titles and given and not surnames else None


def _are_alike(some: list[str], others: list[str]) -> bool:
    """Tell whether words are the same but for slips, in any order, or but for how they are parted."""
    if "".join(some) == "".join(others):
        return True
    pairs = zip(sorted(some), sorted(others), strict=False)
    return len(some) == len(others) and all(_likeness(one, other) >= _ALIKE for one, other in pairs)


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
