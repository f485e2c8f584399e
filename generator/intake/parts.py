"""Who presided over a sitting, who took no part in its vote, and whether it was secret."""

from __future__ import annotations

import re

from generator.intake.councillors import entries
from generator.intake.extracts import Extract
from generator.intake.fields import Field
from generator.intake.letters import worn
from generator.intake.names import clean_name, is_clean, is_surname
from generator.law.people import same_person

_PRESIDES = re.compile(
    rf"\bsous la\s{{1,40}}{worn('presidence')} ?[:,]?\s{{1,40}}(?:de\s{{1,4}}|d'|du )?(?:son )?"
    r"(?:(?:madame |monsieur |mme |m\. )?(?:la |le )?(?:maire|president)e?,? "
    r"(?=m(?:me|r|\.|onsieur|adame)?\b|[a-z'-]+ [a-z]))?"
    rf"(?P<name>(?:(?:mm?e?|mr|dr)\b ?\.?\s{{0,4}})?(?:[^\n,;:.]|(?<=\b[a-z])\.){{3,60}}?)"
    r"(?=,|;|\n|(?<!\b[a-z])\.(?:\s|$)| "
    r"(?:pour |a la suite|suivant|en suite|et (?:sur|en|a)\b|maire\b|adjoint|president))"
)
_PRESIDED = re.compile(
    r"(?:\bpresidee? par|(?m:^)(?=[^,\n]{4,60}, (?:maire|president)e?(?: d[e'u][^,\n]{2,60})?,? "
    r"(?:preside|ouvre|a ouvert|declare)\b))"
    r"\s{0,3}"
    r"(?P<name>(?:m\. ?)?[^\n,;:.]{4,60}?)(?=,|;|\n|\.|$| maire\b)"
)
#: « M. Luc MARTIN, Maire, Président, » in the list of those present.
_LISTED = re.compile(
    r"(?m)(?:^|[:,;])[ \t]*(?P<name>(?:m\.|mme|monsieur|madame|mr) [^\n,;:]{4,50}), (?:maire, )?"
    r"president(?:e? de (?:la )?seance|e)?,"
)
#: What a dash adds to a name: « X - Député-Maire ».
_ASIDE_OF_NAME = re.compile(r"\s[-–—]\s.*$|\s?\([^)]*\)?$")
_LABELLED = re.compile(
    r"(?m)\bpresiden(?:te?s?|ce)(?: de (?:la )?seance)?\s{0,2}:\s{0,3}(?P<name>[^\n,;:]{4,60}?)(?=,|;|\n|$| maire\b)"
)
_ASIDE = re.compile(
    r"(?P<names>(?:(?:mm?\.|mmes?|monsieur|madame|messieurs|mesdames) )[^\n;:]{3,120}?),?"
    r"(?: \(?interesse\w*\)?,?)? (?:ne pren\w+ pas|n'(?:a|ont|ayant) pas pris) part\b"
    r"|[;(.]\s?(?P<bare>[a-z][\w'-]+ [a-z][\w'-]+(?: et [a-z][\w'-]+ [a-z][\w'-]+)?),? "
    r"n'(?:a|ont|ayant) pas pris part\b"
    r"|(?:ne pren\w+ pas|n'(?:a|ont) pas pris) part(?: au vote)? ?: ?"
    r"(?P<after>(?:(?:mm?\.|mmes?|monsieur|madame) )[^\n;:]{3,120})"
)
_UNNAMED = re.compile(
    rf"\bsous (?:la {worn('presidence')} d[eu] (?:(?:madame|monsieur|mme|m\.) l[ea] |l[ea] |son )?maire\b|"
    rf"sa {worn('presidence')})"
)
#: « convoqué par M. Luc MARTIN, Maire », « sur la convocation de Mme Zoé ROUX, maire ».
_CONVENES = re.compile(
    r"\bconvo(?:que\w*|cations?)(?: \w+){0,3}? (?:par|de) "
    r"(?P<name>(?:(?:m\.|mme|monsieur|madame|mr) )?[^\n,;:]{4,50}?),? "
    r"(?:le |la )?maire\b(?! adjoint)"
)
_MAYOR = re.compile(
    r"(?m)(?:^|[:,;])[ \t]*(?P<name>(?:m\.|mme|monsieur|madame|mr) [^\n,;:]{4,50}), maire(?=\s*(?:[,;.]|$))"
)
_SECRET = re.compile(r"\b(?:scrutin|vote|bulletins?) (?:a bulletins? )?secrets?\b")
_NOT_SECRET = re.compile(r"\bne pas [^\n.;]{0,60}$")


def president(extract: Extract, known: tuple[str, ...]) -> Field:
    """Return who presided: certain when it is one of ``known``, the mayor or a member present; missing when unnamed."""
    found = list(extract.text.find(_PRESIDES, 0, extract.body, flowing=True))
    found = found or [*extract.text.find(_LABELLED, 0, extract.body), *extract.text.find(_PRESIDED, 0, extract.body)]
    found = found or list(extract.text.find(_LISTED, 0, extract.body))
    if not found:
        return _mayor_presides(extract)
    match, names = found[0], [clean_name(_ASIDE_OF_NAME.sub("", extract.text.read(*one.span("name")))) for one in found]
    read, name = extract.text.read(*match.span()), names[0]
    if not re.match(r"(?!(?:Maire|MAIRE)\b)(?:d[’']|de |du )?[^\W\d_a-zà-ÿ]", name):
        return _mayor_presides(extract)
    if other := next((one for one in names[1:] if one and not same_person(one, name)), ""):
        return Field(name, "doubtful", read, f"l’acte dit aussi que « {other} » a présidé")
    if any(same_person(name, other) for other in known) and (is_clean(name) or is_surname(name)):
        return Field(name, "certain", read)
    return Field(name, "doubtful", read, "n’est ni le maire ni parmi les présents lus")


def _mayor_presides(extract: Extract) -> Field:
    """Return whom the list calls the mayor, or the mayor who convened, in doubt, where an unnamed mayor presides."""
    presides = next(extract.text.find(_UNNAMED, 0, extract.body, flowing=True), None)
    listed = extract.text.first(_MAYOR, presides.end(), extract.body) if presides else None
    name = clean_name(extract.text.read(*listed.span("name"))) if listed else ""
    if is_clean(name) and listed:
        return Field(name, "doubtful", extract.text.read(*listed.span()), "le maire, d’après la liste")
    convenes = next(extract.text.find(_CONVENES, 0, extract.body, flowing=True), None) if presides else None
    name = clean_name(extract.text.read(*convenes.span("name"))) if convenes else ""
    if is_clean(name) and convenes:
        return Field(name, "doubtful", extract.text.read(*convenes.span()), "le maire, qui a convoqué le conseil")
    return Field()


def aside(extract: Extract) -> Field:
    """Return the members whom an act names as taking no part in the vote."""
    start = extract.body if extract.body < extract.closing else 0
    match = extract.text.first(_ASIDE, start, min(extract.annex, extract.closing))
    if match is None:
        return Field()
    found = entries(extract.text.read(*match.span(next(name for name in ("names", "bare", "after") if match[name]))))
    names = tuple(entry.name for entry in found)
    read = extract.text.read(*match.span())
    if not names:
        return Field()
    sure = not match["bare"] and all(entry.clean and not entry.holder for entry in found)
    return Field(names, "certain" if sure else "doubtful", read, "" if sure else "ces noms ne sont pas sûrs")


def secret_ballot(extract: Extract) -> Field:
    """Tell that the council voted in secret; missing when the act does not say so."""
    start = extract.body if extract.body < extract.closing else 0
    for match in extract.text.find(_SECRET, start, min(extract.annex, extract.closing)):
        if not _NOT_SECRET.search(extract.text.folded[max(0, match.start() - 80) : match.start()]):
            return Field(True, "certain", extract.text.read(*match.span()))
    return Field()
