"""Agreement with the person who signs: « autorisé » or « autorisée », « Monsieur » or « Madame la Maire »."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from generator.language.places import elides

Genre = Literal["m", "f"]

_GENRES: Mapping[str, Genre] = {"monsieur": "m", "m": "m", "madame": "f", "mme": "f", "f": "f"}

# Adverbs (« dûment »), conjunctions and words like « maire » have one form.
_INVARIABLE = re.compile(r"(?:ment|e)$|^(?:et|ou|la)$", re.IGNORECASE)
# Articles and pronouns have another feminine; that of « lui » goes by what stands before it.
_OTHERS = {"le": "la", "un": "une", "ce": "cette", "il": "elle", "celui": "celle", "monsieur": "madame", "lui": ""}
# How the feminine is made of the masculine: the first pattern found is replaced.
_FEMININES = tuple(
    (re.compile(masculine), feminine)
    for masculine, feminine in (
        (r"^1er$", "1re"),
        (r"er$", "ère"),
        (r"(?<=octeur)$", "e"),
        (r"(?<=[aci]t)eur$", "rice"),
        (r"(?<=rapporteu)r$", "se"),
        (r"(?<=[Cc]he)f$", "ffe"),
        (r"(?<=i)f$", "ve"),
        (r"(?<=eu)x$", "se"),
        (r"(?<=e)([ln])$", r"\1\1e"),
        (r"û$", "ue"),
        (r"(?<=^[Nn]é)$", "e"),
        (r"(?<=[ea]nt|int|ert|.al|.is|.it|..[iué])$", "e"),
    )
)

# Words that are participles in any title, and those (« suppléant ») that are so before what they bear on.
_ACTING = "(?:agiss|assur|ay|ét|exerç|fais|rempliss|ten)ant"
_BEARING = r"\w+ant\s+(?:\w+ment\s+)?(?:(?:l[ea]s?|une?|s(?:on|a|es)|m\.|mme|monsieur|madame)\s|l[’'])"
# From such a word on, a title no longer agrees: « adjointe | au maire », « adjointe | suppléant le maire ».
_COMPLEMENT = re.compile(
    r"\s+(?:(?:de|du|des|à|au|aux|auprès|avec|dans|en|ès|par|pour|qui|sans|sous|sur|"
    rf"{_ACTING})\s|d[’']|[(–—]|-\s|{_BEARING}).*",
    re.DOTALL | re.IGNORECASE,
)
# The participle that is a deputy's, not the mayor's: « adjointe au maire | déléguée au numérique ».
_DEPUTED = re.compile(
    r"(?<=adjointe au maire )(délégué|chargé)(?=\s+(?:(?:à|au|aux|de|du|des|en)\s|d[’']))", re.IGNORECASE
)
# After a comma, another office agrees (« maire, conseillère départementale »); other words go on with a complement.
_ANOTHER = re.compile(
    r"\s*(?:dûment\s+|ci-après\s+)?(?:[0-9]+e|1er|premi[eè]re?|\w+ième|ancien(?:ne)?|maire|adjointe?|conseill[eè]re?|députée?|présidente?|"
    r"vice-présidente?|sénat(?:eur|rice)|suppléante?|chargée?|déléguée?|désignée?|habilitée?|autorisée?|"
    r"dénommée?|élue?|nommée?|représentée?)\b",
    re.IGNORECASE,
)
#: A title as one says it, in whole or in part: « Madame la Maire », « Mme le Maire », « le Maire », « Monsieur Maire ».
_SAID = re.compile(
    r"(?:(?P<civilite>monsieur|madame|mr?\.?|mme\.?)\s+)?(?:(?P<article>l[ea])\s+|(?P<elided>l)[’'])?(?P<titre>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
#: Offices and ranks in the feminine, before any complement.
_OF_A_WOMAN = re.compile(
    r"(?:ée|\b(?:1[eè]?re|premi[eè]re|pr[ée]sidente|adjointe|conseill[eè]re|cheffe|doyenne|suppl[ée]ante|mairesse|\w+trice))\b",
    re.IGNORECASE,
)


def genre(civilite: str) -> Genre:
    """Return "m" for Monsieur, M. or itself, "f" for Madame, Mme or itself; ValueError on anything else."""
    known = _GENRES.get(civilite.strip().lower().rstrip("."))
    if known is None:
        raise ValueError(f"civilité inconnue : « {civilite} » ; « Monsieur » ou « Madame » est attendu")
    return known


def accord(mot: str, civilite: str) -> str:
    """Return ``mot``, a participle or a title in the masculine, in the gender of ``civilite``, or in that which it is.

    « autorisé » → « autorisée », « Premier adjoint » → « Première adjointe », « Conseiller délégué aux finances » →
    « Conseillère déléguée aux finances »; « Maire » does not change, nor does a complement or a participle with its
    own (« Adjoint suppléant le maire » → « Adjointe suppléant le maire »).
    ValueError on an unknown civility, on a word whose feminine is not known (whoever signs, so that a
    template's fault shows at once), and on a participle given in the feminine for a man.
    """
    parts = _parts(mot)
    if not parts[0][0].strip():
        raise ValueError("il n’y a pas de mot à accorder")
    feminine = ",".join(re.sub(r"\S+", lambda word: _feminine(word[0]), agreeing) + rest for agreeing, rest in parts)
    feminine = _DEPUTED.sub(r"\1e", feminine)
    if genre(civilite) == "f":
        return feminine
    if is_feminine(mot):
        raise ValueError(f"« {mot} » est au féminin ; écrivez le mot au masculin, il s’accordera")
    return mot


def is_feminine(mot: str) -> bool:
    """Tell whether a participle or a title is plainly a woman's, before its complement: « 1re adjointe au maire »."""
    return any(_OF_A_WOMAN.search(agreeing) for agreeing, _ in _parts(mot))


def _parts(mot: str) -> list[tuple[str, str]]:
    """Return, for each part between commas, what agrees in it and what does not."""
    found = []
    for rank, part in enumerate(mot.split(",")):
        complement = _COMPLEMENT.search(part)
        end = 0 if rank and not _ANOTHER.match(part) else complement.start() if complement else len(part)
        found.append((part[:end], part[end:]))
    return found


def appel(civilite: str, titre: str) -> str:
    """Return a person's title as one says it: « Monsieur le Maire », « Madame la Maire ».

    A title given with its article (« Madame le Maire », « le Maire ») is the person's choice, and does not agree.
    ValueError on an unknown civility, a title that cannot agree, or one of the other civility.
    """
    gender = genre(civilite)
    said = _SAID.fullmatch(titre.strip())
    title, chosen = _chosen(said)
    if said and said["civilite"] and said["civilite"].lower().startswith(("mad", "mm")) != (gender == "f"):
        raise ValueError(f"la civilité « {civilite} » et le titre « {titre} » se contredisent")
    if gender == "m" and chosen == "la ":
        raise ValueError(f"le titre « {titre} » ne s’accorde pas avec la civilité")
    title = title if chosen else accord(title, civilite)
    article = chosen or ("l’" if elides(title) else "la " if gender == "f" else "le ")
    return f"{'Madame' if gender == 'f' else 'Monsieur'} {article}{title}"


def titre_court(civilite: str, titre: str) -> str:
    """Return the title alone, with a capital, as under a signature: « Madame le Maire » → « Maire »; see ``appel``."""
    title, chosen = _chosen(_SAID.fullmatch(titre.strip()))
    title = title if chosen else accord(title, civilite)
    return title[:1].upper() + title[1:]


def titre_nu(titre: str) -> str:
    """Return a title as it is, without the civility and the article before it: « le Président » → « Président »."""
    return _chosen(_SAID.fullmatch(titre.strip()))[0]


def _chosen(said: re.Match[str] | None) -> tuple[str, str]:
    """Return the title alone and the article that was written before it, "" for none; both "" for no title."""
    if said is None:
        return "", ""
    return said["titre"], "l’" if said["elided"] else f"{said['article'].lower()} " if said["article"] else ""


def signe(appel_: str) -> str:
    """Return how a person signs who is called so, before a comma: « Madame la Maire » → « La Maire »."""
    title = appel_.partition(" ")[2]
    return title[:1].upper() + title[1:]


def _feminine(word: str) -> str:
    if word.isupper():
        return _feminine(word.lower()).upper()
    first, hyphen, last = word.rpartition("-")
    if hyphen:  # « Sénateur-maire », but « Co-président »
        try:
            return f"{_feminine(first)}-{_feminine(last)}"
        except ValueError:
            return f"{first}-{_feminine(last)}"
    if other := _OTHERS.get(word.lower()):
        return other.capitalize() if word[0].isupper() else other
    if _INVARIABLE.search(word):
        return word
    for masculine, feminine in _FEMININES if word.lower() not in _OTHERS else ():
        if masculine.search(word):
            return masculine.sub(feminine, word)
    raise ValueError(f"le féminin de « {word} » n’est pas connu ; employez un autre mot")


def plural(number: int, one: str, many: str = "") -> str:
    """Return « 1 pouvoir », « 6 pouvoirs », « 0 pouvoir »; ``many`` is ``one`` with an s when not given."""
    return f"{number} {one if abs(number) < 2 else many or one + 's'}"


def named(names: Sequence[str], shown: int = 3) -> str:
    """Return « Abscon, Denain », « 40 communes : Abscon, Denain, Haveluy… et 37 autres », "" for no name; each once."""
    names = tuple(dict.fromkeys(names))
    told = first_of(names, shown)
    return told if len(names) <= shown + 1 else f"{len(names)} communes : {told}"


def first_of(names: Sequence[str], shown: int) -> str:
    """Return « Abscon, Denain, Haveluy… et 37 autres », or all of them where but one would be left out."""
    if len(names) <= shown + 1:
        return ", ".join(names)
    return f"{', '.join(names[:shown])}… et {len(names) - shown} autres"
