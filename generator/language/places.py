"""French articles and prepositions before the names of communes, towns, départements and bodies."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple, Protocol

from generator.language.typography import unaccented


class Place(Protocol):
    """A commune: its name, with or without its article, and INSEE's « type de nom en clair », 0 to 8."""

    @property
    def nom(self) -> str: ...

    @property
    def tncc(self) -> int | str: ...


class Initials(str):
    """The initials of a grouping, before which the article of its ``whole`` name goes: « la CAPH », « du SMSN »."""

    __slots__ = ("whole",)
    whole: str

    def __new__(cls, initials: str, whole: str) -> Initials:
        """Return ``initials`` that know the name."""
        made = super().__new__(cls, initials)
        made.whole = whole
        return made

    def __reduce__(self) -> tuple[type[Initials], tuple[str, str]]:
        """Return what another process makes them of."""
        return Initials, (str(self), self.whole)


class _Form(NamedTuple):
    article: str
    de: str
    a: str


# INSEE, Code officiel géographique, variable TNCC: the code is the rank in this table.
_FORMS = (
    _Form("", "de ", "à "),
    _Form("", "d’", "à "),
    _Form("Le ", "du ", "au "),
    _Form("La ", "de La ", "à La "),
    _Form("Les ", "des ", "aux "),
    _Form("L’", "de L’", "à L’"),
    _Form("Aux ", "des ", "aux "),
    _Form("Las ", "de Las ", "à Las "),
    _Form("Los ", "de Los ", "à Los "),
)

# Usage of the préfectures and départements themselves. It differs from INSEE's TNCC for Loir-et-Cher,
# Lot-et-Garonne, Tarn-et-Garonne and Vaucluse (« du » there), and keeps the capital of La Réunion.
_DEPARTEMENTS = {
    "du ": """
        Bas-Rhin, Calvados, Cantal, Cher, Doubs, Finistère, Gard, Gers, Haut-Rhin, Jura, Loiret, Lot,
        Morbihan, Nord, Pas-de-Calais, Puy-de-Dôme, Rhône, Tarn, Territoire de Belfort, Val-de-Marne,
        Val-d’Oise, Var""",
    "de la ": """
        Charente, Charente-Maritime, Corrèze, Corse-du-Sud, Côte-d’Or, Creuse, Dordogne, Drôme, Gironde,
        Guadeloupe, Guyane, Haute-Corse, Haute-Garonne, Haute-Loire, Haute-Marne, Haute-Saône, Haute-Savoie,
        Haute-Vienne, Loire, Loire-Atlantique, Lozère, Manche, Marne, Martinique, Mayenne, Meuse, Moselle,
        Nièvre, Sarthe, Savoie, Seine-Maritime, Seine-Saint-Denis, Somme, Vendée, Vienne""",
    "des ": """
        Alpes-de-Haute-Provence, Alpes-Maritimes, Ardennes, Bouches-du-Rhône, Côtes-d’Armor, Deux-Sèvres,
        Hautes-Alpes, Hautes-Pyrénées, Hauts-de-Seine, Landes, Pyrénées-Atlantiques, Pyrénées-Orientales,
        Vosges, Yvelines""",
    "de l’": """
        Ain, Aisne, Allier, Ardèche, Ariège, Aube, Aude, Aveyron, Essonne, Eure, Hérault, Indre, Isère,
        Oise, Orne, Yonne""",
    "de ": """
        La Réunion, Loir-et-Cher, Lot-et-Garonne, Maine-et-Loire, Mayotte, Meurthe-et-Moselle, Paris,
        Saône-et-Loire, Seine-et-Marne, Tarn-et-Garonne, Vaucluse""",
    "d’": "Eure-et-Loir, Ille-et-Vilaine, Indre-et-Loire",
}


#: The h of « de Haguenau-Wissembourg » (INSEE, TNCC 0 of Haguenau), « les Hauts de Flandre », « le Hainaut ».
_ASPIRATE = re.compile(r"h(?:aut(?:e|s|es)?|ague|aguenau|ainaut|anau|avre|aye|onfleur|ouve)\b", re.IGNORECASE)


#: The rank of a vice-president, « Première », « 2e ».
_RANK = r"(?:(?:premi(?:er|ère)|[a-zé]+ième|[0-9]{1,2}(?:er|re|e)) )?"
#: The bodies that decide for a grouping, by what goes before their names: « du Bureau », « de la commission ».
_BODIES = (
    (
        _Form("le ", "du ", "au "),
        re.compile(
            rf"(?:le )?(?:bureau|collège|comité|conseil|directoire|organe|président|{_RANK}vice-président)\b",
            re.IGNORECASE,
        ),
    ),
    (
        _Form("la ", "de la ", "à la "),
        re.compile(rf"(?:la )?(?:commission|conférence|décision|présidente|{_RANK}vice-présidente)\b", re.IGNORECASE),
    ),
    (_Form("l’", "de l’", "à l’"), re.compile(r"(?:l’)?assemblée\b", re.IGNORECASE)),
)
#: An article in small letters before a name is that of any noun: « le Haut-Jura », « du Haut-Jura ».
_COMMON = (
    _Form("le ", "du ", "au "),
    _Form("la ", "de la ", "à la "),
    _Form("les ", "des ", "aux "),
    _Form("l’", "de l’", "à l’"),
)
#: What the name of a grouping begins with, by its gender, without accents and dots; Pays de Belvès is a commune.
_MASCULINE = re.compile(
    r"(?:etablissement|groupement|syndicat|district|pole|centre intercommunal|parc naturel|petr|siv(?:om|os|u)"
    r"|pays(?= )(?! de belves$)|s[a-z]{1,4}tom|s[im]a?epa?|sde|sdis|cias)\b",
    re.IGNORECASE,
)
_FEMININE = re.compile(
    r"(?:communaute|metropole|agglo(?:meration)?|eurometropole|collectivite|union|entente|agence|regie|c[acu])\b",
    re.IGNORECASE,
)
#: An article as a name begins with it; before a common noun, « Le Syndicat », or initials it is small in a sentence.
_CAPITAL = re.compile(r"L(?:es?|a) |L’")
_INITIALS = re.compile(r"[A-Z0-9][A-Z0-9.&]{1,7}(?!\w)")
#: A proper name, « Bordeaux Métropole », or one that has its article.
_PROPER = re.compile(r"L(?:es?|a) |L[’']|.+\b(?:métropole|agglomération|agglo|communauté)\b", re.IGNORECASE)


def de(place: Place | str) -> str:
    """Return the name after *de*: « d’Haveluy », « de La Sentinelle », « du Quesnoy », « du Bureau communautaire ».

    A commune must come with its ``tncc``: the first letter does not tell (« d’Hérin », but « de Hoymille »).
    A plain text is for an arrondissement, a town, a body or a grouping: one that begins with a common noun has its
    article (« de la Communauté de communes », « du Syndicat mixte »), a leading article is contracted (« du Havre »),
    otherwise « d’ » stands before a vowel, y or h. ``Initials`` have the article of their whole name. ValueError on an
    empty name or an unknown ``tncc``.
    """
    form, name = _parts(place)
    return form.de + name


def a(place: Place | str) -> str:
    """Return the name after *à*: « à Haveluy », « au Quesnoy », « à L’Haÿ-les-Roses »; see ``de``."""
    form, name = _parts(place)
    return form.a + name


def le(place: Place | str) -> str:
    """Return the name with its own article, if any: « Haveluy », « La Sentinelle »; see ``de``."""
    form, name = _parts(place)
    return form.article + name


def du_departement(name: str) -> str:
    """Return the département's official name after *de*: « du Nord », « de l’Aisne », « d’Eure-et-Loir ».

    Case, accents, apostrophe and hyphens of ``name``, and an article before it, do not matter. A name that
    is none of the 101 départements (« Corse », « Alsace ») is treated as ``de`` treats a plain text.
    """
    return _BY_KEY.get(place_key(name)) or de(name)


def official_departement(name: str) -> str:
    """Return the official name of a département, or of what holds its place overseas, read as ``du_departement`` does.

    "" for what is none, as the Métropole de Lyon: the département stays, for the State, where a collectivity of
    another kind has its powers.
    """
    return _OFFICIAL.get(place_key(name), "")


def elides(word: str) -> bool:
    """Tell whether *de* and *le* are elided before ``word``: it begins with a vowel, y or h (mute, when not known)."""
    return unicodedata.normalize("NFD", word)[:1].upper() in tuple("AEIOUYHŒÆ") and not _ASPIRATE.match(word)


def _parts(place: Place | str) -> tuple[_Form, str]:
    """Return the grammar of a place and its name without article, with typographic apostrophes."""
    name = (place if isinstance(place, str) else place.nom).replace("'", "’").strip()
    if not name:
        raise ValueError("un nom de lieu est vide")
    form = _form(place.tncc) if not isinstance(place, str) else _guess(name, getattr(place, "whole", ""))
    if form.article and name.lower().startswith(form.article.lower()):
        name = name[len(form.article) :]
    return form, name


def _form(tncc: int | str) -> _Form:
    code = str(tncc)
    if not re.fullmatch("[0-8]", code):
        raise ValueError(f"« {code} » n’est pas un type de nom INSEE (tncc) : un code de 0 à 8 est attendu")
    return _FORMS[int(code)]


def body_article(name: str) -> str:
    """Return the article of a body that decides, « le », « la » or « l’ »; "" for any other text."""
    return next((form.article.strip() for form, known in _BODIES if known.match(name.replace("'", "’"))), "")


def grouping_gender(name: str) -> str:
    """Return « le » or « la », what goes before the name of a grouping when not elided; "" where it tells none."""
    plain = unaccented(name).replace(".", "")
    return "le" if _MASCULINE.match(plain) else "la" if _FEMININE.match(plain) else ""


def is_proper(name: str) -> bool:
    """Tell whether the name of a grouping takes no other article: it is a proper name, or has its own."""
    return _PROPER.match(name) is not None


def _guess(name: str, whole: str) -> _Form:
    for form, known in _BODIES:
        if known.match(name):
            return form
    if (own := _CAPITAL.match(name)) and (_INITIALS.match(name, own.end()) or grouping_gender(name[own.end() :])):
        name = name[0].lower() + name[1:]
    gender = grouping_gender(whole or name)
    article = "l’" if gender and elides(name) else gender
    for form in _COMMON:
        if name.startswith(form.article) or form.article.strip() == article:
            return form
    for form in _FORMS:
        if form.article and name.startswith((form.article, form.article.upper())):
            return form
    return _FORMS[1] if elides(name) else _FORMS[0]


def place_key(name: str) -> str:
    """Return a name as names are compared: without case, accents, apostrophes, « St » and a leading article."""
    plain = unaccented(name.strip().lower().replace("’", "'"))
    joined = re.sub(r"^(?:l'|l[ae]s? )", "", plain).replace(" ", "-")
    return re.sub(r"\bst(?=e?-)", "saint", joined)


#: What has the powers of a département, in whose place the State's own départements stay.
_INSTEAD = ("Collectivité de Corse", "Collectivité européenne d’Alsace", "Métropole de Lyon")
_NAMED = [(before, name) for before, names in _DEPARTEMENTS.items() for name in re.split(r",\s+", names.strip())]
_BY_KEY = {place_key(name): before + name for before, name in (*_NAMED, *(("de la ", name) for name in _INSTEAD))}
#: What has a prefect or a high commissioner, and is called a département by nobody.
_OVERSEAS = ("Nouvelle-Calédonie", "Polynésie française", "Saint-Barthélemy", "Saint-Martin")
_OFFICIAL = {
    place_key(name): name
    for name in (*(name for _, name in _NAMED), *_OVERSEAS, "Saint-Pierre-et-Miquelon", "Wallis-et-Futuna")
}
