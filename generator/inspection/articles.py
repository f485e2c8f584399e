"""« de », « à » and « le » before a tag that asks for another word, or that writes it already."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from generator.inputs.communes import Commune
from generator.inputs.epci import Epci
from generator.language.places import a, de, du_departement, elides, le
from generator.rendering.vocabulary import VARIABLES

#: The words by the filter that writes them.
_WORDS = {
    "de": ("de", "du", "des", "d’", "de la", "de l’"),
    "a": ("à", "au", "aux", "à la", "à l’"),
    "le": ("le", "la", "les", "l’"),
}
_FAMILIES = {word: family for family, words in _WORDS.items() for word in words}
_TAG = re.compile(
    rf"(?<![\w’-])(?P<word>(?i:{'|'.join(sorted(_FAMILIES, key=len, reverse=True))}))(?P<space>(?<=’)|\s)"
    r"(?P<tag>\{\{ *(?P<path>[\w.]+) *(?:\| *(?P<filter>\w+)[^{}]*)?\}\})"
)
_FILTERS: dict[str, Callable[[Commune], str]] = {"de": de, "a": a, "le": le}
_NAMES = {variable.name for variable in VARIABLES}
#: The names of communes that templates say, which the filters write with the word that goes before.
_COMMUNES = {name for name in _NAMES if name.endswith(".nom") and f"{name.removesuffix('nom')}tncc" in _NAMES}
_DEPARTEMENT = "commune.departement"
#: What the name of a grouping begins with, by the article that goes before.
_MASCULINE = re.compile(r"(?:syndicat|p[ôo]le|pays|grand|parc|sivom|sivu)\b", re.IGNORECASE)
_FEMININE = re.compile(
    r"(?:communauté|métropole|agglomération|eurométropole|collectivité|union|entente|c\.?[acu]\.?)\b", re.IGNORECASE
)
#: A proper name, « Bordeaux Métropole », or one that has its article.
_WITHOUT = re.compile(r"(?:L(?:es?|a) |L’)|.*\b(?:métropole|agglomération|agglo|communauté)$", re.IGNORECASE)
#: By the article of a name, « » when it has none, what is written before it.
_FORMS = {
    "la": {"de": "de la ", "a": "à la ", "le": "la "},
    "le": {"de": "du ", "a": "au ", "le": "le "},
    "l’": {"de": "de l’", "a": "à l’", "le": "l’"},
    "": {"de": "de ", "a": "à ", "le": ""},
}


class Articles:
    """What is written before the names of a campaign: those of its communes, of their départements, of its EPCI."""

    def __init__(self, communes: Iterable[Commune], epci: Epci) -> None:
        self._communes = tuple(communes)
        self._epci = epci

    def wrong(self, text: str) -> Iterator[tuple[str, str, str, int]]:
        """Yield each word of a text that its tag does not follow: with its tag, what is wrong, what to write, where.

        Apostrophes and spaces of ``text`` are plain.
        """
        for found in _TAG.finditer(text):
            fault = self._fault(found)
            if fault:
                yield found[0], *fault, found.start()

    def _fault(self, found: re.Match[str]) -> tuple[str, str] | None:
        word, path, tag = found["word"], found["path"], found["tag"]
        family = _FAMILIES[word.lower()]
        if found["filter"] in (*_FILTERS, du_departement.__name__):
            doubled = f"« {found[0]} » : le filtre « {found['filter']} » écrit déjà le mot qui précède le nom"
            better = tag if found["filter"] not in _FILTERS else f"{{{{ {path}|{family} }}}}"
            return doubled, f"écrivez « {better} », sans « {word} »"
        if found["filter"]:
            return None
        if path in _COMMUNES:
            group = path.removesuffix(".nom")
            cases = ((commune.nom, _FILTERS[family](commune)) for commune in self._communes)
            return _differing(found, cases, f"« {{{{ {group}|{family} }}}} », sans « {word} »")
        if path == _DEPARTEMENT and family == "de":
            names = dict.fromkeys(filter(None, (one.row.get("departement", "") for one in self._communes)))
            cases = ((name, du_departement(name)) for name in names)
            return _differing(found, cases, f"« {{{{ {path}|du_departement }}}} », sans « {word} »")
        group, _, key = path.rpartition(".")
        return self._of_epci(found, key) if group == "epci" and key in ("nom", "nom_court", "sigle") else None

    def _of_epci(self, found: re.Match[str], key: str) -> tuple[str, str] | None:
        """Say what is wrong before the name of the EPCI, as far as its article is known."""
        name, family = str(getattr(self._epci, key)), _FAMILIES[found["word"].lower()]
        article = _article(name, self._epci.nom if key == "sigle" else name)
        if article is None:
            if found["word"].lower() not in ("le", "la") or not elides(name):
                return None
            article = "l’"
        right = _FORMS[article][family]
        right = "d’" if right == "de " and elides(name) else right
        also = ", avec « de », « à » et les accords qui vont avec" if family == "le" and article else ""
        return _differing(found, [(name, right + name)], f"« {right}{found['tag']} »{also}")


def _differing(found: re.Match[str], cases: Iterable[tuple[str, str]], better: str) -> tuple[str, str] | None:
    """Return what is wrong with a word and what to write, by the first name before which another word goes.

    ``cases`` are names, with the word that goes before them.
    """
    for name, right in cases:
        printed = f"{found['word']}{found['space']}{name}".replace("'", "’")
        if printed.lower() != right.lower().replace("'", "’"):
            return f"« {found[0]} » s’imprimerait « {printed} »", f"écrivez {better}"
    return None


def _article(name: str, whole: str) -> str | None:
    """Return the article that goes before a name of a grouping, "" when none does, None when nobody knows.

    ``whole`` is the name that tells: that of the grouping, for its initials.
    """
    gender = "le" if _MASCULINE.match(whole) else "la" if _FEMININE.match(whole) else ""
    if gender:
        return "l’" if elides(name) else gender
    return "" if name == whole and _WITHOUT.match(name) else None
