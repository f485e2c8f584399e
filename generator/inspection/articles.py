"""« de », « à » and « le » before a tag that asks for another word, or that writes it already."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.language.places import Place, a, body_article, de, du_departement, elides, grouping_gender, is_proper, le
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
#: Words by case, right before a tag, and the ends of their branches.
_CHOICE = re.compile(
    r"\{%-? *if\b(?:(?!\{%-? *(?:if|for)\b).)*?\{%-? *endif *-?%\}(?= ?\{\{ *(?P<group>\w+)[^{}]*\}\})"
)
_BRANCH_END = re.compile(r"\{%-? *(?:elif\b[^{}]*|else|endif) *-?%\}")
_TAG_AFTER = re.compile(r" ?\{\{[^{}]*\}\}")
_FILTERS: dict[str, Callable[[Place | str], str]] = {"de": de, "a": a, "le": le}
_NAMES = {variable.name for variable in VARIABLES}
#: The names of communes that templates say, which the filters write with the word that goes before.
_COMMUNES = {name for name in _NAMES if name.endswith(".nom") and f"{name.removesuffix('nom')}tncc" in _NAMES}
_DEPARTEMENT = "commune.departement"
#: What may be a common noun at the head of a grouping's name, and has then its article: « le Grand Chalon ».
_PERHAPS = re.compile(r"(?:grand|parc)\b", re.IGNORECASE)
#: By the article of a name, what is written before it.
_FORMS = {
    "la": {"de": "de la ", "a": "à la ", "le": "la "},
    "le": {"de": "du ", "a": "au ", "le": "le "},
    "l’": {"de": "de l’", "a": "à l’", "le": "l’"},
}


class Articles:
    """What is written before the names of a campaign: its communes, their départements, its EPCI, who decides there."""

    def __init__(self, communes: Iterable[Commune], campaign: Campaign) -> None:
        self._communes = tuple(communes)
        self._epci = campaign.epci
        own, avenants = campaign.epci.deliberation, campaign.avenant_epci
        self._bodies = {
            "epci.deliberation.organe": own.organe,
            "avenant.deliberation_epci.organe": (avenants or own).organe,
        }

    def wrong(self, text: str) -> Iterator[tuple[str, str, str, int]]:
        """Yield each word of a text that its tag does not follow: with its tag, what is wrong, what to write, where.

        Apostrophes and spaces of ``text`` are plain. Of words by case (« {% if … %}… la{% else %}La{% endif %} »), the
        first that is wrong is told; where the case is about what the tag names, the words are taken to follow it.
        """
        for found in _TAG.finditer(text):
            if fault := self._fault(found):
                yield found[0], *fault, found.start()
        for choice in _CHOICE.finditer(text):
            faults = ((found, at, self._fault(found)) for found, at in _before_tag(choice))
            yield from [(found[0], *fault, at) for found, at, fault in faults if fault][:1]

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
        if path in self._bodies:
            return self._of_body(found, self._bodies[path])
        group, _, key = path.rpartition(".")
        return self._of_epci(found, key) if group == "epci" and key in ("nom", "nom_court", "sigle") else None

    def _of_body(self, found: re.Match[str], name: str) -> tuple[str, str] | None:
        """Say what is wrong before the body that decides for the EPCI, as far as its article is known."""
        article, family = body_article(name), _FAMILIES[found["word"].lower()]
        if not article:
            return None
        if family == "le":
            return _fixed(found, name, article)
        return _differing(found, [(name, _FILTERS[family](name))], _filtered(found))

    def _of_epci(self, found: re.Match[str], key: str) -> tuple[str, str] | None:
        """Say what is wrong before the name of the EPCI, as far as its article is known."""
        name, word = str(getattr(self._epci, key)), found["word"].lower()
        article = _article(name, self._epci.nom if key == "sigle" else name)
        if article is None:
            return _fixed(found, name, "l’") if word in ("le", "la") and elides(name) else None
        if article:
            return _fixed(found, name, article)
        family = _FAMILIES[word]
        better = f"« {found['tag']} »" if family == "le" else _filtered(found)
        return _differing(found, [(name, _FILTERS[family](name))], better)


def _before_tag(choice: re.Match[str]) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the word that each branch of a choice puts before the tag which follows, with the tag, and where it is."""
    conditions = " ".join(re.findall(r"\{%.*?%\}", choice[0]))
    tag = _TAG_AFTER.match(choice.string, choice.end())
    if tag is None or re.search(rf"\b{choice['group']}\b", conditions):
        return
    for end in _BRANCH_END.finditer(choice[0]):
        for found in _TAG.finditer(choice[0][: end.start()] + tag[0]):
            if found.end("word") <= end.start() < found.end():
                yield found, choice.start() + found.start()


def _fixed(found: re.Match[str], name: str, article: str) -> tuple[str, str] | None:
    """Return what is wrong with a word before a name that has an article, to write in full."""
    family = _FAMILIES[found["word"].lower()]
    right = _FORMS[article][family]
    also = ", avec « de », « à » et les accords qui vont avec" if family == "le" else ""
    return _differing(found, [(name, right + name)], f"« {right}{found['tag']} »{also}")


def _filtered(found: re.Match[str]) -> str:
    """Return what to write where the filter writes the word."""
    return f"« {{{{ {found['path']}|{_FAMILIES[found['word'].lower()]} }}}} », sans « {found['word']} »"


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
    if gender := grouping_gender(whole) or ("le" if _PERHAPS.match(whole) else ""):
        return "l’" if elides(name) else gender
    return "" if name == whole and is_proper(name) else None
