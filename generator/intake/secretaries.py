"""Who was the sitting's secretary, in every turn by which acts say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.intake.councillors import entries
from generator.intake.fields import Field
from generator.intake.mandates import GIVEN
from generator.law.people import among
from generator.minutes.extracts import Extract, signature
from generator.minutes.names import CIVILITY, known_at_start
from generator.papers.letters import fold, worn

_OFFICE = rf"{worn('secretaire')}s?"
_SEANCE = rf"(?: de (?:la |cette )?{worn('seance')})?"
_CHOSEN = r"(?:nomme|elu|designe|choisi|propose|volontaire|candidat)e?s?"
#: The words of a heading or a label after which the secretary's name stands.
_LED = r"(?:l[ea] (?:benjamine?|plus jeune), )?(?:il (?:a|est) (?:ete )?(?:nomme|elu|designe|choisi)e?s? )?"
_CHOOSE = r"(?:nomm\w+|elu\w*|elire|design\w+|chois\w+|propos\w+)"
_HOLDS = r"(?:assure|remplit|remplira|exerce|accepte|tient|prend)"
#: The turns, the plainest first.
_TURNS = (
    re.compile(
        rf"\b(?:{_OFFICE}|secretariat){_SEANCE}(?: (?:designee?s?|elue?s?|nommee?s?))?(?: ?\([^()]{{3,120}}\)\.?)?"
        rf"(?:\s{{0,4}}[:=]\s{{0,6}}|\s(?:-\s)?(?={CIVILITY}\s)|"
        rf"\s(?:est|sera)\s(?={CIVILITY}\s|(?:[a-z]\.?-?){{1,2}}\.\s?[a-z]{{3}})){_LED}"
        r"(?P<name>[^\n;]{4,80})"
    ),
    re.compile(
        rf"(?:(?m:^)|[.;:,\n]\s{{0,6}}|\b(?:que|et) )[-•* ]{{0,4}}(?P<name>(?:{CIVILITY}\s)?(?:(?! (?:a|8|4|ayant|"
        rf"est|sont|ont|ete) )[^.,;:\n]|"
        rf"(?<=\b[a-z])\.(?!\s+{CIVILITY}\s)){{4,60}}?)(?:, (?:conseill|adjoint|maire|benjamin|l[ea] plus jeune)"
        rf"[^,.\n]{{0,30}})?,? "
        rf"(?:(?:(?:a|8|4|ont|est|sont|fut|avait|ayant)\s(?:ete )?|ete )(?:a "
        rf"l'unanimite )?(?:\w+e )?{_CHOSEN}|"
        rf"(?:est|sont|sera|soit)|{_HOLDS}|(?:a|ont) (?:accepte|assure|rempli|exerce|tenu|pris)|"
        rf"se (?:propose|porte|charge))\b,?[^.\n]{{0,60}}?\b(?:{_OFFICE}|secretariat)\b(?! "
        rf"(?:general|de mairie|adjoint))"
    ),
    re.compile(
        rf"\b{_CHOOSE},? (?:en qualite de |comme |pour |au poste de |pour remplir les fonctions de |aux "
        rf"fonctions de )?{_OFFICE}{_SEANCE}(?:,? a l'unanimite[^:\n]{{0,30}}(?= ?:))?"
        r"\s{0,2}[:;,]?\s{1,3}(?P<name>(?!de )[^\n;]{4,80})"
    ),
    re.compile(
        rf"\b{_CHOOSE} (?:a main levee,? )?(?P<name>{CIVILITY}\s[^,;:\n]{{3,60}}?)"
        r"(?:, (?:qui|conseill|(?:\w+ )?adjointe?|benjamine?|doyen)[^,.\n]{0,40})?,? "
        rf"(?:(?:en qualite de|comme|pour|aux? )[^.\n]{{0,40}}?)?{_OFFICE}\b(?! (?:general|de mairie|adjoint))"
    ),
    re.compile(
        rf"\b{_CHOOSE} (?:a l'unanimite )?(?P<name>(?!(?:un|une|le|la|son|comme|en|pour) )[^.,;:\n]{{4,50}}?) "
        rf"(?:en qualite de|comme|pour|aux? )[^.\n]{{0,40}}?{_OFFICE}\b(?! (?:general|de mairie|adjoint))"
    ),
    re.compile(
        rf"\bcandidature de (?P<name>[^.,;:\n]{{4,60}}?),? (?:conseill\w{{2,4}}(?: municip\w+)?,? )?"
        rf"(?:en qualite de|comme|pour|aux? )[^.\n]{{0,40}}?{_OFFICE}\b"
    ),
    re.compile(
        rf"(?:secretariat|fonctions? de {_OFFICE})[^.\n]{{0,60}}? (?:par|a)(?: ?:)? "
        r"(?P<name>(?!l'unanim|ete )[^\n;,]{4,60})"
    ),
    re.compile(
        rf"\b{_OFFICE}\b[^.;\n]{{0,80}}?[,;.\n]\s{{0,6}}(?P<name>{CIVILITY}\s[^,;:\n]{{3,60}}?),? "
        rf"(?:ayant obtenu|(?:est|[a2] ete|sont|ont ete) (?:a l'unanimite )?{_CHOSEN})"
    ),
    re.compile(rf"\bnomm\w+ (?P<name>[a-z][\w'-]+ [a-z][\w'-]+(?: [a-z][\w'-]+)?),? {_OFFICE}{_SEANCE}(?=[\s.,:;]|$)"),
    re.compile(
        r"\b(?:nomination|designation) de (?P<name>[^.,;:\n]{4,60}?),? (?:(?:en qualite de|comme|pour) )?"
        rf"{_OFFICE}{_SEANCE}"
    ),
    re.compile(
        rf"(?<=\w )(?P<name>{CIVILITY}\s(?:(?!{CIVILITY}\s)[^.,;:\n]){{3,50}}?) (?:est|a ete) (?:a l'unanimite )?"
        rf"{_CHOSEN},? (?:comme |en qualite de )?{_OFFICE}\b(?! (?:general|de mairie))"
    ),
    re.compile(rf"(?m:^)[-•* ]{{0,4}}(?P<name>(?:{CIVILITY}\s)?[^.,;:\n]{{4,60}}), {_OFFICE} de (?:la )?seance\b"),
    re.compile(
        rf"\b{_OFFICE}\b[^.;\n]{{0,60}}\.\s{{1,4}}(?P<name>{CIVILITY}\s[^.,;:\n]{{3,50}}?), "
        rf"(?:designe|nomme|elu|choisi)e?, (?:prend|prennent) place"
    ),
)
#: « Secrétaire de séance : »
_PLAIN = re.compile(rf"^\W*{_OFFICE}{_SEANCE}\s{{0,2}}[:=]")
#: The turns in which the name stands before what is said of it.
_BEFORE = (_TURNS[1], _TURNS[10], _TURNS[11])
#: Where a name ends, in what follows it.
_ENDS = re.compile(
    r",|\.(?=\s|$)(?<!\b[a-z]\.)|\s?\(|\s(?:a|est|ont|sont|avait) (?:ete|elu|nomme|design|choisi|des\b)|"
    r"\squi |\sa l'unanim|"
    rf"\set comme|\spour (?:remplir|assurer|cette)|\sen qualite|\scomme |\sconformement|\sen application|\s{_CHOSEN}\b|"
    rf"\s{worn('secretaire')}|\s(?:approbation|conseillers?|membres|nombre|date|convocation|ordre|adoption|proces|"
    rf"compte|observations?|lecture|debut|fin|ouverture|heure|lieu|presents?|absents?|excuses?|pouvoirs?|seance|quorum|"
    r"(?:la|l[ea]) seance|assiste\w*|sommaire|designation|nomination|objet|informations?|communications?|"
    r"deliberations?|l[ea] precedente?|etai(?:en)?t|apres|mis en ligne|[ivx]{1,4}(?=\s|[.)/]|$))\b|"
    r"\s(?:et|assistee? d[e'u])\s(?:l[ea] )?(?:direct\w+|dgs|secretaire|responsable|agent)|"
    r"  |\s-\s(?=[a-z]+ ?:)|-{2,}|\s[-–•]\s?(?=\d|[ivx]+\W)|\sse (?:porte|propose)\b|\s\d"
)

#: The word, where nothing else says who it is; the secretary of a town hall is none of a sitting.
_TOLD = re.compile(rf"\b(?:{_OFFICE}|secretariat)\b(?! (?:general|de mairie|adjoint|auxiliaire|administratif))")
#: A name stands so near, in characters.
_NEAR = 180
_WHY = "un membre présent est nommé près du mot « secrétaire », sans que la phrase ait été comprise"
_SIGNED = "le secrétaire, d’après sa signature"
_NOBODY = re.compile(
    r"(?:(?:ils?|elles?|on|qui|celui-ci|celle-ci)$|l'(?:assemblee|ensemble)|l[ea]s? (?:conseil|membres|comite))"
)
#: Nobody is named where another heading follows.
_HEADING = re.compile(
    r"\W*(?:deliberation|objet|dates?|nombre|vu|l[ea]s?|conseil|commune|ordre|quorum|nomination|designation|approbation)\b"
)


def secretary(extract: Extract, present: tuple[str, ...]) -> Field:
    """Return the secretary's name, or those of several joined by « et »; certain when it is written as names are.

    Of several names that the turns give, the one that is among those present is the secretary's.
    """
    found = list(_named(extract, present))
    if not found:
        return _signed(extract, present) or _beside(extract, present)
    known = [one for one in found if all(among(name, present) for name in one[0].split(" et "))]
    name, clean, read = (known or [one for one in found if one[1]] or found)[0]
    if not clean or re.search(r"\d", name):
        return Field(name, "doubtful", read, "le nom est mal lu ou incomplet")
    other = next((one for one, _, _ in known if not _are_same(one, name)), "")
    if other and not _PLAIN.search(fold(read)):
        return Field(name, "doubtful", read, f"l’acte dit peut-être aussi « {other} » secrétaire")
    return Field(name, "certain", read)


def _signed(extract: Extract, present: tuple[str, ...]) -> Field | None:
    """Return the member whose name stands under « Le secrétaire de séance » at the foot of the act, in doubt."""
    found = signature(extract, "secretary")
    if found is None or (present and not among(found.name, present)):
        return None
    return Field(found.name, "doubtful", extract.text.read(found.start, found.end), _SIGNED)


def _beside(extract: Extract, present: tuple[str, ...]) -> Field:
    """Return the member who is named beside the word « secrétaire », in whatever turn: the nearest, in doubt."""
    text = extract.text
    for match in text.find(_TOLD, 0, extract.closing):
        sides = (text.text[match.end() : match.end() + _NEAR], text.text[max(0, match.start() - _NEAR) : match.start()])
        after, before = re.split(r"\n\s*\n|\.\s", sides[0], maxsplit=1)[0], re.split(r"\n\s*\n|[.;]\s", sides[1])[-1]
        for words in (after, before):
            named = [(fold(words).rfind(fold(name).split()[-1]), name) for name in present]
            places = sorted((place, name) for place, name in named if place >= 0 and _is_named_in(words, name))
            if places:
                name = places[0 if words is after else -1][1]
                return Field(name, "doubtful", text.read(match.start() - len(before), match.end() + len(after)), _WHY)
    return Field()


def _is_named_in(words: str, name: str) -> bool:
    """Tell whether a passage names a member, who does not speak: by the whole name, or by the civility and surname."""
    told, whole = re.sub(r"\s+", " ", fold(words)), fold(name)
    surname = " ".join(word for word in name.split() if word.isupper()) or name
    civil = rf"{CIVILITY}\s(?:[\w-]+\s){{0,2}}{re.escape(fold(surname))}"
    return re.search(rf"(?:{re.escape(whole)}|{civil})\b(?!\s?:)", told) is not None


def _are_same(one: str, other: str) -> bool:
    """Tell whether two writings of one or two names are those of the same people, or of some of them."""
    return any(among(name, other.split(" et ")) for name in one.split(" et "))


def _without_civility(written: str) -> str:
    match = re.match(rf"\W*(?:{CIVILITY}\s*)?", fold(written))
    return written[match.end() :] if match else written


def _named(extract: Extract, present: tuple[str, ...]) -> Iterator[tuple[str, bool, str]]:
    text = extract.text
    for turn in _TURNS:
        for match in text.find(turn, 0, extract.closing, flowing=True):
            start, end = match.span("name")
            written = text.text[start:end].replace("\n", " ")
            stop = _ENDS.search(fold(written))
            known = known_at_start(_without_civility(written), present)
            if known and (re.match(r"\s*:", known[1]) or GIVEN.match(f" {fold(known[1])}")):  # who speaks, or is absent
                continue
            if known and turn in _BEFORE and re.search(r"[^\W\d_]{3}", known[1]):  # others are named with the secretary
                yield " ".join(written.split()), False, text.read(*match.span())
                continue
            if known and " " in known[0].strip() and not re.match(r"\s+et\s", known[1]):
                yield " ".join(known[0].split()), True, text.read(*match.span())
                continue
            named = written[: stop.start()] if stop else written
            people = entries(named)
            if _HEADING.match(fold(written)) or _NOBODY.match(fold(named).strip()) or re.match(r"\W*\w+\s?:", written):
                continue
            if people and people[0].name[0].isupper() and not people[0].holder and len(people) < 3:
                whole = " et ".join(one.name for one in people)
                joined = len(people) == 1 or re.search(r"\set\s|,|&", named) is not None
                yield whole, joined and all(one.clean for one in people), text.read(*match.span())
