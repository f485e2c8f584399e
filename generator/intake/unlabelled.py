"""The title of an act where nothing calls it the object: above its number, or above its reasons."""

from __future__ import annotations

import re

from generator.intake.fields import Field
from generator.minutes.extracts import Extract
from generator.minutes.headlines import HEADING, LABEL, MATTERS, SENTENCE, UNENDED
from generator.minutes.names import PERSON
from generator.papers.letters import Text, fold, worn

#: No page has lines of so many characters: such a line is a whole paragraph of a Word file.
PARAGRAPH = 140
#: A matter of the national nomenclature of acts.
_MATTER = r"\d\.\d{1,2}(?:\.\d{1,2})?"
#: « Affaire n° 14 / », « 7.1 – », « Nomenclature 9.1 », « Délibération portant »: what leads to a title.
_BEFORE = re.compile(
    r"^(?:(?i:(?:(?:affaire|point|question|rapport|dossier|pt|o\.?(?:d\.?)?j|ordre du jour)\.?,? (?:n ?° ?)?\d{1,3}"
    r"(?: (?:de|à) l[’']ordre du jour)?|"
    rf"(?:nomenclature(?: actes)? ?:? ?)?{_MATTER}) ?[:/–-]{{1,2}} ?|nomenclature(?: actes)? ?:? ?{_MATTER} |"
    r"d[ée]lib[ée]ration(?: portant sur)? : |portant )(?=[A-ZÀ-Þ«])|"
    r"(?i:d[ée]lib[ée]ration portant (?:sur l(?:[ae] |es |[’']))?)(?=\w))+"
)
#: « Urbanisme – », « Domaines de compétences par thèmes / »: a matter by its name, before a title.
_MATTER_BEFORE = re.compile(rf"(?:{_MATTER} )?{MATTERS} ?[/-] (?=\S)")
#: « (votée à 18 h 45) », « (après 19 h 30) », « Classification : 5.7 », « (8.4) », « – 9.1 Autres domaines … ».
_BEHIND = re.compile(
    r"\s*\((?:vot[ée]+e?s? à|après|à partir de) \d{1,2} ?h[^()]{0,12}\)$|"
    rf"\s*\((?i:(?:nomenclature|matière) ?:? ?)?{_MATTER}\)$|\s[–-] {_MATTER} [A-ZÀ-Þ][^\d–]{{3,60}}$|"
    r"\s+(?i:classification|nomenclature|matière) ?: ?\d[\d.-]*$"
)
#: What is no title: a number, signs.
NO_TITLE = re.compile(
    r"(?!budgets?\b)\(?"
    r"(?:(?:(?:n ?°|numero) d[e'] ?(?:la )?(?:deliberation|ordre|acte)|deliberation|acte|dcm|n ?°|numero)"
    r"[ :.]{0,3}(?:n ?° ?)?)?(?=[a-z0-9/_. -]*\d)"
    r"[a-z]{0,6}[0-9/_. -]{1,16}\)?|[\W\d_]*"
)
#: What heads or opens an act, or its reasons, and is no title.
OPENS = re.compile(
    rf"\W*(?!nomenclature [\w ]{{0,8}}\d)(?:{LABEL.pattern}|{HEADING.pattern}|{SENTENCE.pattern}|l ?['n]? ?an\b|"
    rf"{worn('extrait')}|proces|"
    r"compte[- ]rendu|du conseil\b|etaient|presents?\b|absents?\b|nombre|dates?\b|secretaire|votants|fait\b|l[ea]s? |"
    r"il (?:est|a)|annexe)"
)
#: « 1. Convention … », « II/ Convention … », « I Convention … »: the rank of a title.
RANK = re.compile(r"^(?:(?:\d{1,2}|[IVX]{1,5}) ?[.)/–-]{1,2} ?|[IVX]{1,5} )(?=[A-ZÀ-Þ«])")
#: « Ordre du jour : Approbation de la convention … », on one line that no other item follows.
_ONLY_ITEM = re.compile(
    r"(?m)^[ \t]{0,8}ordre du jour ?: ?(?P<title>(?!\d{1,2}[.)/ -])[a-z][^\n]{8,200})\n"
    r"(?=\s*\n|rapporteur|vu\b|le |apres|propos|pour)"
)
#: A title above the reasons is longer, in characters.
_TITLE_WORDS = 24
#: A list of names that stands beside the act's number: its margin.
LISTED = re.compile(rf"(?:{PERSON.pattern}\s?,\s{{0,3}}){{3}}")
#: What stands around a title.
_AROUND = " :|-–.•*"
#: No object is longer, in characters.
LONGEST_OBJECT = 700


def bare(title: str) -> str:
    """Return a title without what stands around it: signs, quotation marks of no words of it alone, hour and matter.

    Nor what leads to it: its rank in the agenda, its matter, the word « délibération ».
    """
    title = _BEFORE.sub("", _BEHIND.sub("", title.strip(_AROUND)))
    named = _MATTER_BEFORE.match(fold(title))
    title = title[named.end() :] if named and title[named.end()].isupper() else title
    for opening, closing in ("«»", '""', "“”"):
        inner = title.removeprefix(opening).removesuffix(closing)
        if opening not in inner and closing not in inner:
            title = inner.strip(_AROUND)
    return title


def above_reasons(extract: Extract) -> Field:
    """Return the lines that stand by themselves above the reasons, in doubt: nothing calls them the object.

    The only item of an agenda is no surer.
    """
    items = list(extract.text.find(_ONLY_ITEM, 0, extract.body))
    if len(items) == 1:
        written = bare(extract.text.read(*items[0].span("title")))
        return Field(written, "doubtful", written, "lu dans l’ordre du jour")
    found = _last_title(extract.text.text[: extract.body])
    reported = extract.text.folded.rfind("\nrapporteur", 0, extract.body)  # what the report says stands under the title
    return found if found.value or reported < 0 else _last_title(extract.text.text[:reported])


def _last_title(above: str) -> Field:
    """Return the lines with which a text ends, where they stand by themselves and may be a title."""
    above = above.rstrip()
    told = (block for block in re.split(r"\n[ \t]*\n", above) if not NO_TITLE.fullmatch(fold(block).strip()))
    blocks = [block for block in told if "\n" in block.strip() or not LABEL.match(fold(block).strip())]
    lines = [line for line in (blocks[-1] if blocks else "").split("\n") if not NO_TITLE.fullmatch(fold(line).strip())]
    capitals = [line for line in lines if line.isupper()]
    if len(lines) > 1 and not capitals and re.search(r"[^ ] ?:|\.$", lines[-2]):  # the end of the opening
        lines = lines[-1:]
    if lines and capitals and lines[-1].isupper():  # nothing parts them from the opening
        lines = lines[max((rank + 1 for rank, line in enumerate(lines) if not line.isupper()), default=0) :]
    written = bare(RANK.sub("", " ".join(" ".join(lines).split())))
    plain = (
        (len(blocks) > 1 or len(lines) == 1)
        and len(lines) < 4
        and len(written) < PARAGRAPH
        and not re.search(r"[.;,]|^[^:]{0,20} ?:(?! [a-zà-ÿ]{4})|:$", written)
    )
    if (
        (plain or written.isupper())
        and written[:1].isupper()
        and not OPENS.match(fold(written))
        and _TITLE_WORDS < len(written) < LONGEST_OBJECT
    ):
        return Field(written, "doubtful", written, "lu au-dessus des motifs, sans le mot « objet »")
    return Field()


def above_number(text: Text, place: int) -> Field:
    """Return the line above the act's number, with the one that it goes on from, in doubt: it may be its title."""
    lines = text.text[: text.text.rfind("\n", 0, place) + 1].rstrip("\n").split("\n")
    first = len(lines) - 1
    while first > 0 and (lines[first][:1].islower() or UNENDED.search(fold(lines[first - 1]).rstrip())):
        first -= 1
    written = bare(" ".join(" ".join(lines[first:]).split()))
    title = not (OPENS.match(fold(written)) or re.search(r"[:;]|\d{4}|,$", written) or LISTED.match(written))
    if title and written[:1].isupper() and _TITLE_WORDS < len(written) < PARAGRAPH:
        return Field(written, "doubtful", written, "lu au-dessus du numéro, sans le mot « objet »")
    return Field()
