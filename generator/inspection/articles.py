"""« de », « à » and « le » before a tag that asks for another word, or that writes it already."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.language.places import (
    Initials,
    Place,
    a,
    body_article,
    de,
    du_departement,
    grouping_gender,
    is_proper,
    le,
)
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
#: Where a name has its article: after such a word, or at the head of a sentence.
_BARE = re.compile(
    r"(?:\b(?i:entre|par|avec|pour|envers|que) (?P<tag>\{\{ *(?P<path>[\w.]+) *\}\})"
    r"|^(?P<head>\{\{ *(?P<first>[\w.]+) *\}\})(?= [a-zà-ÿ]))"
)
_FILTERED = re.compile(r"\{\{ *(?P<path>[\w.]+) *\| *(?P<filter>de|a|le)\b[^{}]*\}\}")
#: Words by case, right before a tag, and the ends of their branches.
_CHOICE = re.compile(
    r"\{%-? *if\b(?:(?!\{%-? *(?:if|for)\b).)*?\{%-? *endif *-?%\}(?= ?\{\{ *(?P<group>\w+)[^{}]*\}\})"
)
_BRANCH_END = re.compile(r"\{%-? *(?:elif\b[^{}]*|else|endif) *-?%\}")
_TAG_AFTER = re.compile(r" ?\{\{[^{}]*\}\}")
_FILTERS: dict[str, Callable[[Place | str], str]] = {"de": de, "a": a, "le": le}
#: The filters that change no letter but its case.
_CASES = ("capitale", "majuscules", "minuscules", "upper", "lower")
_NAMES = {variable.name for variable in VARIABLES}
#: The names of communes that templates say, which the filters write with the word that goes before.
_COMMUNES = {name for name in _NAMES if name.endswith(".nom") and f"{name.removesuffix('nom')}tncc" in _NAMES}
_DEPARTEMENT = "commune.departement"


class Articles:
    """What is written before the names of a campaign: its communes, their départements, its EPCI, who decides there."""

    def __init__(self, communes: Iterable[Commune], campaign: Campaign) -> None:
        self._communes = tuple(communes)
        epci, own = campaign.epci, campaign.epci.deliberation
        names = {
            "epci.nom": epci.nom,
            "epci.nom_court": epci.nom_court,
            "epci.sigle": Initials(epci.sigle, epci.nom),
            "epci.deliberation.organe": own.organe,
            "avenant.deliberation_epci.organe": (campaign.avenant_epci or own).organe,
        }
        self._names = {path: name for path, name in names.items() if _has_article(name)}

    def wrong(self, text: str) -> Iterator[tuple[str, str, str, int]]:
        """Yield each word of a text that its tag does not follow: with its tag, what is wrong, what to write, where.

        Apostrophes and spaces of ``text`` are plain. Of words by case (« {% if … %}… la{% else %}La{% endif %} »), the
        first that is wrong is told; where the case is about what the tag names, the words are taken to follow it.
        """
        for found in _TAG.finditer(text):
            if fault := self._fault(found):
                yield found[0], *fault, found.start()
        for found in _BARE.finditer(text):
            path = found["path"] or found["first"]
            name = self._names.get(path, "")
            if name and le(name) != name:
                tag, case = found["tag"] or found["head"], "|capitale" if found["head"] else ""
                printed = found[0].replace(tag, name)
                remedy = f"écrivez {{{{ {path}|le{case} }}}}"
                yield found[0], f"« {found[0]} » s’imprimerait « {printed} », sans article", remedy, found.start()
        for found in _FILTERED.finditer(text):
            if fault := self._misread(found):
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
        if found["filter"] not in (None, *_CASES):
            return None
        if path in _COMMUNES:
            cases = ((commune.nom, _FILTERS[family](commune)) for commune in self._communes)
            return _differing(found, cases, _filtered(found, path.removesuffix(".nom")))
        if path == _DEPARTEMENT and family == "de":
            names = dict.fromkeys(filter(None, (one.row.get("departement", "") for one in self._communes)))
            cases = ((name, du_departement(name)) for name in names)
            return _differing(found, cases, f"« {{{{ {path}|du_departement }}}} », sans « {word} »")
        return self._named(found, self._names[path]) if path in self._names else None

    def _misread(self, found: re.Match[str]) -> tuple[str, str] | None:
        """Say what is wrong with a name without its type, before which the filter guesses: « d’Hoymille »."""
        path, name = found["path"], found["filter"]
        if path in _COMMUNES:
            cases = ((_FILTERS[name](one.nom), _FILTERS[name](one)) for one in self._communes)
            better = f"{path.removesuffix('.nom')}|{name}"
        elif path == _DEPARTEMENT and name == "de":
            names = {one.row.get("departement", "") for one in self._communes} - {""}
            cases = ((de(one), du_departement(one)) for one in sorted(names))
            better = f"{path}|du_departement"
        else:
            return None
        wrong = next((guessed for guessed, right in cases if guessed != right), "")
        return (f"« {found[0]} » s’imprimerait « {wrong} »", f"écrivez {{{{ {better} }}}}") if wrong else None

    def _named(self, found: re.Match[str], name: str) -> tuple[str, str] | None:
        """Say what is wrong before the name of the EPCI, or of a body of it."""
        family = _FAMILIES[found["word"].lower()]
        return _differing(found, [(name, _FILTERS[family](name))], _filtered(found))


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


def _filtered(found: re.Match[str], named: str = "") -> str:
    """Return what to write where the filter writes the word, in the same case."""
    word, case = found["word"], f"|{found['filter']}" if found["filter"] else ""
    case = case or ("|capitale" if word[0].isupper() else "")
    return f"« {{{{ {named or found['path']}|{_FAMILIES[word.lower()]}{case} }}}} », sans « {word} »"


def _differing(found: re.Match[str], cases: Iterable[tuple[str, str]], better: str) -> tuple[str, str] | None:
    """Return what is wrong with a word and what to write, by the first name before which another word goes.

    ``cases`` are names, with the word that goes before them.
    """
    for name, right in cases:
        printed = f"{found['word']}{found['space']}{name}".replace("'", "’")
        if printed.lower() != right.lower().replace("'", "’"):
            return f"« {found[0]} » s’imprimerait « {printed} »", f"écrivez {better}"
    return None


def _has_article(name: str) -> bool:
    """Tell whether it is known which article goes before a name of a grouping or of a body, or that none does."""
    whole = name.whole if isinstance(name, Initials) else name
    return bool(body_article(whole) or grouping_gender(whole)) or (name == whole and is_proper(whole))
