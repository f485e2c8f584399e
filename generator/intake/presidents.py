"""Who presided over a sitting, by the turns of its opening, the list of those present or the mayor's signature."""

from __future__ import annotations

import re

from generator.intake.fields import Field
from generator.law.people import among, same_person
from generator.minutes.extracts import Extract, signature
from generator.minutes.names import CAPITALS, CIVILITY, GIVEN_NAME, clean_name, is_clean, is_surname
from generator.papers.letters import worn

#: « Madame le Maire, », « la doyenne d’âge de l’assemblée, »: what stands before the name of who presides.
_TITLE = (
    r"(?:(?:madame|monsieur|mme|mr|m\.)\s{1,3})?(?:l[ea]\s{1,3}|s(?:on|a)\s)?"
    r"(?:(?:maire|president)e?|doyen(?:ne)?)(?:,?\s(?:en exercice|sortante?|d'age|de l'assemblee|"
    r"du conseil(?: municipal)?|de (?:la )?(?:seance|commune)))*\s?,?\s{1,3}"
    r"(?=m(?:me|r|\.|onsieur|adame)?\b|[a-z'-]+ [a-z])"
)
_PRESIDES = re.compile(
    rf"\bsous la\s{{1,40}}{worn('presidence')} ?[:,]?\s{{1,40}}(?:de(?: ?:)?\s{{1,40}}|d'|du\s{{1,3}})?(?:son )?"
    rf"(?:{_TITLE})?(?P<name>(?:(?:mm?e?|mr|dr)\b ?\.?\s{{0,4}})?(?:[^\n,;:.]|(?<=\b[a-z])\.){{3,60}}?)"
    r"(?=,|;|\n|(?<!\b[a-z])\.(?:\s|$)| "
    r"(?:pour |a la suite|suivant|en suite|et (?:sur|en|a)\b|maire\b|adjoint|president))"
)
#: Somebody with a civility, or alone on the line until an office; no office itself.
_WHO = (
    rf"(?P<name>(?:{CIVILITY}\s{{1,3}}(?!l[ea]\b))[^\n,;:.]{{3,50}}?|"
    rf"(?!l[ea] |son )[a-z][\w'-]+ [a-z][\w'-]+(?: [a-z][\w'-]+)?)"
)
_AS_MAYOR = r",? (?:en (?:sa )?qualite de )?(?:l[ea] )?(?:maire|president)e?(?: d[e'u][^,\n]{2,60}?)?,? "
_AS = (
    rf"(?:{_AS_MAYOR}|,? (?:\d\w{{1,3}}|premiere?|deuxieme|seconde?) adjointe?(?: au maire)?,? |"
    r",? (?:la |le )?doyen(?:ne)?(?: d'age)?(?: d[eu] [^,\n]{2,40}?)?,? |,? )"
)
_OPENS = (
    r"(?:(?:a )?preside\b|presidant\b|(?:est|etait) presidente? de (?:la )?seance|"
    r"(?:prend|prenant|assure|assurant|exerce|exercant) la presidence|(?:ouvre|a ouvert|ayant ouvert)\b|"
    r"declare (?:la seance )?ouverte?|declare la (?:seance|session)|constate que le quorum)"
)
_PRESIDED = (
    re.compile(
        r"(?m)^[ \t]*presidence (?:de |d'|: ?|assuree par )"
        r"(?P<name>(?:(?:m\.|mme|mr|monsieur|madame) )?[^\n,;:.]{3,60}?)(?=,|;|\n|\.|$| maire\b)"
    ),
    re.compile(
        rf"(?P<name>{CIVILITY}\s{{1,3}}(?!l[ea]\b)[^\n,;:.]{{3,50}}?)(?:, [^\n,;:.]{{3,40}}){{0,2}}, "
        r"(?:l[ea]quel\w*|qui) (?:a )?preside\b"
    ),
    re.compile(r"\bpresidee? par\s{0,3}(?P<name>(?:m\. ?)?[^\n,;:.]{4,60}?)(?=,|;|\n|\.|$| maire\b)"),
    re.compile(rf"(?:(?m:^)|[.;,]\s)[ \t]*(?:{_TITLE})?{_WHO}{_AS}{_OPENS}"),
    re.compile(rf"(?:(?m:^)|[.;,]\s)[ \t]*{_TITLE}{_WHO}, (?:procede a l'appel|fait l'appel)"),
    re.compile(
        rf"(?:(?m:^)|[.;,]\s)[ \t]*(?:{_TITLE})?{_WHO}{_AS_MAYOR}"
        r"(?:accueille|procede a l'appel|souhaite la bienvenue)\b"
    ),
    re.compile(
        rf"\b(?:(?:seance(?: du [^\n.;,:]{{5,40}})?,? (?:est |a ete )?"
        rf"(?:declaree )?ouverte|ouverture de (?:la )?seance)\b[^\n.;]{{0,40}}? par|"
        rf"presidence (?:de la seance )?(?:est|a ete|etait|etant) \w+e (?:par|a)) "
        rf"(?:{_TITLE})?{_WHO}(?=[,;.\n]|$| maire\b)"
    ),
)
#: « M. Luc MARTIN, Maire, Président, » in the list of those present.
_LISTED = re.compile(
    r"(?m)(?:^|[:,;])[ \t]*(?P<name>(?:m\.|mme|monsieur|madame|mr) [^\n,;:]{4,50}), "
    r"(?:(?:maire|(?:\d\w{1,3}|premiere?|[a-z]{4,7}ieme) adjointe?(?: au maire)?), )?"
    r"president(?:e? de (?:la )?seance|e)?,"
)
#: What a dash adds to a name: « X - Député-Maire ».
_ASIDE_OF_NAME = re.compile(r"\s[-–—]\s.*$|\s?\([^)]*\)?$")
_LABELLED = re.compile(
    r"(?m)(?:\bpresiden(?:te?s?|ce)(?: de (?:la )?seance)?\s{0,2}:|^[ \t]*presidence[ \t]*\n)\s{0,3}"
    r"(?:(?:m\.|mme|mr|monsieur|madame) l[ea] maire, )?(?P<name>[^\n,;:]{4,60}?)"
    r"(?=,|;|\n|$| - | maire\b)"
)
_UNNAMED = re.compile(
    rf"\bsous (?:la {worn('presidence')} d[eu]\s(?:(?:madame|monsieur|mme|mr|m\.) l[ea] |l[ea] |son )?maire\b|"
    rf"sa {worn('presidence')})|\bl(?:equel|aquelle) (?:a )?preside\b"
)
#: « convoqué par M. Luc MARTIN, Maire », « sur la convocation de Mme Zoé ROUX, maire ».
_CONVENES = re.compile(
    r"\bconvo(?:que\w*|cations?)(?: \w+){0,3}? (?:par|de) "
    r"(?P<name>(?:(?:m\.|mme|monsieur|madame|mr) )?[^\n,;:]{4,50}?),? "
    r"(?:le |la )?maire\b(?! adjoint)"
)
_MAYOR = re.compile(
    r"(?m)(?:(?:m\.|mme|mr|monsieur|madame) l[ea] maire "
    r"\((?:(?:m\.|mme|monsieur|madame) )?(?P<told>[^\n,;:()]{4,40})\))|"
    r"(?:\bl[ea] maire,?|^[ \t]*maire ?:(?: (?:m\.|mme|monsieur|madame))?) "
    r"(?P<after>[a-z][\w'-]+ [a-z][\w'-]+(?: [a-z][\w'-]+)?)(?=\s*[,;\n])|"
    r"(?:^|[:,;/]|\bainsi que )[ \t]*(?P<name>(?:(?!ainsi que )[^\n,;:()/]){4,50}?)(?<! l[ea])"
    r"(?:,? | ?\(|\s[-–—]\s)maire\)?(?=\s*(?:[,;./•–—-]|$)|[ \t]{3})"
)
#: The mayor does what who presides does, and nobody else.
_ACTS = re.compile(
    r"(?:(?:monsieur|madame|mme|mr|m\.) l[ea]|(?:^|[.;]\s|\n)[ \t]*l[ea]) maire,?(?: apres [^.;]{0,160}?,)? "
    r"(?:ouvre|a ouvert|declare|constate|designe|procede a l'appel|fait l'appel|souhaite|aborde|soumet|leve la|"
    r"met aux voix|donne lecture de l'ordre)\b"
)


#: A surname on the line under the given name.
_SURNAME_BELOW = re.compile(rf"[ \t]*\n[ \t]*(?P<surname>{CAPITALS})(?![\w’'-])")


def president(extract: Extract, present: tuple[str, ...], mayor: str) -> Field:
    """Return who presided: certain when it is one of those ``present`` or the ``mayor``; missing when unnamed.

    Where an act tells only that its mayor presided, whoever it calls mayor did, in doubt: in the list, by the
    convocation or by the signature, unless those present are named and that mayor is none of them.
    """
    opening = extract.text
    told = (opening.find(_PRESIDES, 0, extract.body, flowing=flowing) for flowing in (True, False))
    found = next((named for one in told if (named := [match for match in one if _begins(extract, match)])), [])
    found = found or [
        one
        for turn in (_LABELLED, *_PRESIDED)
        for one in opening.find(turn, 0, extract.body)
        if _is_named(extract, one)
    ]
    found = found or list(opening.find(_LISTED, 0, extract.body))
    if not found:
        return _mayor_presides(extract, present)
    match, names = found[0], [_name(extract, one) for one in found]
    read, name = opening.read(*match.span()), names[0]
    if other := next((one for one in names[1:] if one and not same_person(one, name)), ""):
        return Field(name, "doubtful", read, f"l’acte dit aussi que « {other} » a présidé")
    if among(name, (*present, mayor)) and (is_clean(name) or is_surname(name)):
        return Field(name, "certain", read)
    return Field(name, "doubtful", read, "n’est ni le maire ni parmi les présents lus")


def _name(extract: Extract, match: re.Match[str]) -> str:
    group = next(name for name in ("told", "after", "name") if match.groupdict().get(name))
    start, end = match.span(group)
    name = clean_name(_ASIDE_OF_NAME.sub("", extract.text.read(start, end)))
    wrapped = _SURNAME_BELOW.match(extract.text.text, end) if re.fullmatch(GIVEN_NAME, name) else None
    return f"{name} {wrapped['surname']}" if wrapped else name


def _begins(extract: Extract, match: re.Match[str]) -> bool:
    """Tell whether what stands for the name begins as one does, and is no office."""
    return re.match(r"(?!(?:Maire|MAIRE)\b)(?:d[’']|de |du )?[^\W\d_a-zà-ÿ]", _name(extract, match)) is not None


def _is_named(extract: Extract, match: re.Match[str]) -> bool:
    name = _name(extract, match)
    return not re.match(r"[Ll][ea] ", name) and (is_clean(name) or is_surname(name))


def _mayor_presides(extract: Extract, present: tuple[str, ...]) -> Field:
    """Return whom the list, the convocation or the signature calls the mayor, where an unnamed mayor presides."""
    text = extract.text
    presides = next(text.find(_UNNAMED, 0, extract.body, flowing=True), None)
    if presides is not None:
        listed = text.first(_MAYOR, presides.end(), extract.body)
        if listed and is_clean(name := _name(extract, listed)):
            return Field(name, "doubtful", text.read(*listed.span()), "le maire, d’après la liste")
        convenes = next(text.find(_CONVENES, 0, extract.body, flowing=True), None)
        if convenes and is_clean(name := _name(extract, convenes)):
            return Field(name, "doubtful", text.read(*convenes.span()), "le maire, qui a convoqué le conseil")
    if presides is None and text.first(_ACTS, 0, extract.annex) is None:
        return _mayor_present(extract, present)
    mayor = signature(extract, "mayor")
    if mayor is None or (present and not among(mayor.name, present)):
        return Field()
    return Field(mayor.name, "doubtful", text.read(mayor.start, mayor.end), "le maire, d’après sa signature")


def _mayor_present(extract: Extract, present: tuple[str, ...]) -> Field:
    """Return who is called the mayor in the list of those present: the mayor presides (CGCT, article L. 2121-14)."""
    for listed in extract.text.find(_MAYOR, 0, extract.body):
        if among(name := _name(extract, listed), present):
            return Field(name, "doubtful", extract.text.read(*listed.span()), "le maire, présent d’après la liste")
    return Field()
