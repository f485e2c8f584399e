"""Values that a template says instead of asking for them: a commune's name, a number, another EPCI, a text in brackets.

They are the marks of a template that was made out of one commune's act: all the others would get them too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.settings import UNWRITTEN
from generator.inspection.articles import Articles
from generator.inspection.otherepci import RULING, OtherEpci
from generator.inspection.persons import Civilities
from generator.inspection.strays import is_waiting, strays
from generator.language.dates import date_longue
from generator.word.paragraphs import Paragraph
from generator.word.parts import paragraphs_of

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_ARTICLE = re.compile(r"^(?:Les? |La |L’|L')")
#: Brackets with a word in them.
_BRACKETS = re.compile(r"\[([^\[\]]*[^\W\d_][^\[\]]*)\]")
#: What makes a commune's name that of a party; elsewhere it may be a place, the same for all.
_PARTY = r"(?i:communes?|villes?|mairies?|maires?|conseils? municipa(?:l|ux)|habitants|fait) "
_BEFORE = r"(?:(?i:de|du|des|à|au|aux|de la|de l’|à la|à l’) |(?i:de l|à l|d|l)’)?"
#: How short a value may be to be looked for.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A value of the data: ``what`` it is, and the ``tag`` that asks for it.

    ``place`` tells a name that may also be that of a place.
    """

    what: str
    tag: str
    place: bool = False


_NUMBER = Known("le numéro d’un dossier", "{{ numero }}")


def known_values(communes: Iterable[Commune], campaign: Campaign) -> dict[str, Known]:
    """Return what templates are to ask for rather than to say, by its text."""
    epci = campaign.epci
    president, place = epci.president, campaign.convention.fait_a
    found = {
        f"{president.prenom} {president.nom}": Known(
            "le nom de qui préside l’EPCI", "{{ epci.president.prenom }} {{ epci.president.nom }}"
        ),
        epci.deliberation.numero: Known("le numéro de la délibération de l’EPCI", "{{ epci.deliberation.numero }}"),
        date_longue(campaign.convention.terme): Known(
            "le terme de la convention", "{{ convention.terme|date_longue }}"
        ),
    }
    for commune in communes:
        mayor = Known("le nom d’un maire", "{{ commune.prenom_maire }} {{ commune.nom_maire }}")
        name = Known("le nom d’une commune", "{{ commune.nom }}, ou {{ commune|de }}", place=True)
        if commune.nom == place:
            name = replace(name, tag=f"{{{{ convention.fait_a }}}} pour le lieu de signature, sinon {name.tag}")
        found |= {
            commune.nom: name,
            _ARTICLE.sub("", commune.nom): name,
            f"{commune.prenom_maire} {commune.nom_maire}": mayor,
            f"{commune.prenom_maire} {commune.nom_maire.title()}": mayor,
            commune.nom_maire.upper(): mayor,
            commune.siren: Known("le SIREN d’une commune", "{{ commune.siren }}"),
            commune.row.get("courriel", ""): Known("le courriel d’une commune", "{{ commune.courriel }}"),
        }
    return {text: known for text, known in found.items() if len(text) >= _LEAST}


class Literals:
    """What is looked for in the templates of a campaign."""

    def __init__(self, communes: Collection[Commune], campaign: Campaign) -> None:
        self._known = {_plain(text): known for text, known in known_values(communes, campaign).items()}
        self._articles = Articles(communes, campaign)
        self._civilities = Civilities(communes)
        self._others = OtherEpci(communes, campaign)
        number = campaign.numbering.number(1)
        numbers = (
            re.sub(r"\d+", r"\\d+", re.escape(number).replace(r"\-", "-")) if re.search(r"\d", number) else r"(?!)"
        )
        sorts = {place: self._any(place=place) for place in (False, True)}
        self._pattern = re.compile(
            rf"(?<![\w@])(?<!\w-)(?:(?P<number>{numbers})|(?P<text>{sorts[False]})"
            rf"|{_PARTY}{_BEFORE}(?P<party>{sorts[True]})(?!{RULING}))(?![\w@]|-\w)"
        )
        self._names = re.compile("|".join(sorts.values()))

    def _any(self, *, place: bool) -> str:
        """Return the pattern of the values that may be, or may not be, the name of a place."""
        found = (text for text, known in self._known.items() if known.place == place)
        return "|".join(re.escape(text) for text in sorted(found, key=len, reverse=True)) or "(?!)"

    def in_templates(self, templates: Mapping[str, bytes], letters: Mapping[str, bytes]) -> Iterator[Problem]:
        """Yield a warning for each such value of each file, at its first place."""
        for name, template in templates.items():
            places = (place for one in paragraphs_of(template) for place in self._in_paragraph(one))
            yield from self._in_file(name, places)
        for name, letter in letters.items():
            lines = letter.decode("utf-8", "replace").splitlines()
            places = (place for row, line in enumerate(lines, 1) for place in self._in_line(line, row))
            yield from self._in_file(name, places)

    def _in_file(self, name: str, places: Iterable[tuple[str, Problem]]) -> Iterator[Problem]:
        """Return one problem a value, which counts its places."""
        counted: dict[str, list[Problem]] = {}
        for text, problem in places:
            counted.setdefault(text, []).append(problem)
        for found in counted.values():
            first = found[0]
            many = f" ; {len(found)} fois dans ce modèle" if found[1:] else ""
            yield replace(first, file=name, message=f"{first.message}{many}")

    def _in_paragraph(self, paragraph: Paragraph) -> Iterator[tuple[str, Problem]]:
        for text, message, remedy, at in self._found(paragraph.text):
            if not (is_waiting(text) and paragraph.is_completed(at)):
                yield text, paragraph.problem(message, remedy, at, level="warning")

    def _in_line(self, line: str, row: int) -> Iterator[tuple[str, Problem]]:
        for text, message, remedy, _ in self._found(line):
            yield text, Problem("warning", message, remedy, line=row)

    def _found(self, text: str) -> Iterator[tuple[str, str, str, int]]:
        """Yield each value, what is wrong with it, what to write and where it begins; tags are left out."""
        yield from self._articles.wrong(_plain(text))
        yield from self._civilities.wrong(_plain(text))
        said = _plain(_TAG.sub(lambda tag: " " * len(tag[0]), text))
        held: list[range] = []
        for found in _BRACKETS.finditer(said):
            if UNWRITTEN.search(found[0]):
                continue  # an error of its own
            inside = self._names.fullmatch(found[1].strip())
            held.append(range(*found.span()))
            remedy = "écrivez le texte à la place, une balise, ou une zone à compléter de Word"
            if inside:
                remedy = f"écrivez à la place {self._known[inside[0]].tag}"
            yield found[0], f"« {found[0]} » : ces crochets seraient imprimés tels quels", remedy, found.start()
        yield from self._others.named(said)
        for words, message, remedy, at in strays(said):
            if not any(at in span for span in held):
                yield words, f"« {words} » {message}", remedy, at
        for found in self._pattern.finditer(said):
            if not any(found.start() in span for span in held):
                text = found["text"] or found["party"]
                known = self._known[text] if text else _NUMBER
                message = f"« {found[0]} » ({known.what}) est écrit tel quel : il ne suivrait pas les données"
                yield found[0], message, f"écrivez à la place {known.tag}", found.start()


def _plain(text: str) -> str:
    """Return a text of the same length with ordinary spaces, hyphens and apostrophes."""
    return text.translate({0xA0: " ", 0x202F: " ", 0x2011: "-", 0x27: "’"})
