"""The titles of columns that people write otherwise than the program calls them, likened to those that it knows."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping

#: Among how many first lines the titles are looked for.
HEAD = 30
_SMALL = frozenset({"a", "au", "d", "de", "des", "du", "en", "l", "la", "le", "les"})
#: How alike two words are that differ by a slip: « lieux » and « lieu », not « lien » and « lieu ».
_ALIKE = 0.8
#: What other files call the columns: messageries, office habits, INSEE, BANATIC and the Répertoire national des élus.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "insee": (
        "code commune",
        "code commune insee",
        "code geographique",
        "code insee",
        "code insee commune",
        "codgeo",
        "insee com",
        "insee commune",
    ),
    "siren": ("code siren", "n siren", "numero siren", "siren commune", "siren membre"),
    "nom": ("commune", "commune membre", "libelle commune", "nom commune", "nom membre"),
    "civilite_maire": ("civilite", "civilite elu"),
    "prenom_maire": ("prenom", "prenom elu"),
    "nom_maire": ("nom elu",),
    "population_municipale": ("pmun", "pop municipale"),
    "population_totale": ("pop totale", "ptot"),
    "adresse_mairie": ("adresse", "adresse postale"),
    "departement": ("dep", "dept", "libelle departement", "nom departement"),
    "courriel": (
        *("adresse courriel", "adresse e mail", "adresse electronique", "adresse mail"),
        *("e mail", "email", "mail", "mel"),
    ),
    "telephone": ("numero telephone", "tel"),
    "code_postal": ("cp",),
    "participe": ("participation",),
}
_MEANT = {title: column for column, titles in _CALLED.items() for title in titles}


def likened(title: str, absent: Collection[str]) -> str:
    """Return which of the ``absent`` columns a title means, "" for none; both are names as ``column_name`` gives them.

    It is another name of the column, its words in another order, or with a slip in them.
    """
    words = [word for word in title.split("_") if word not in _SMALL]
    if meant := _MEANT.get(" ".join(words)):
        return meant if meant in absent else ""
    near = [column for column in absent if _are_alike(words, [one for one in column.split("_") if one not in _SMALL])]
    return max(near, key=lambda column: _likeness(title, column), default="")


def counted(lines: Collection[Collection[str]], wanted: Collection[str]) -> list[int]:
    """Return how many of the ``wanted`` columns each line of titles has, 0 where it has not half of them.

    Where no line has, titles that people write otherwise are counted too.
    """
    exact = [_half(set(line) & set(wanted), wanted) for line in lines]
    return exact if any(exact) else [_half({likened(one, wanted) for one in line} - {""}, wanted) for line in lines]


def naming_communes(titles: Collection[str]) -> list[str]:
    """Return the titles of the communes where « nom » is that of their mayors: « Commune ; Prénom ; Nom »."""
    others = [title for title in titles if title != "nom"]
    communes = [title for title in others if likened(title, ("nom",))]
    given, surnames = (any(likened(title, (column,)) for title in others) for column in ("prenom_maire", "nom_maire"))
    return communes if "nom" in titles and given and not surnames else []


def _half(found: Collection[str], wanted: Collection[str]) -> int:
    return len(found) if 2 * len(found) >= len(wanted) else 0


def _are_alike(some: list[str], others: list[str]) -> bool:
    """Tell whether words are the same but for slips, in any order, or but for how they are parted."""
    if "".join(some) == "".join(others):
        return True
    pairs = zip(sorted(some), sorted(others), strict=False)
    return len(some) == len(others) and all(_likeness(one, other) >= _ALIKE for one, other in pairs)


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
