"""What makes a councillor's name: its letters, and what stands around them without being part of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.minutes.figures import NUMBER
from generator.papers.letters import fold, in_capitals

#: Monsieur, Madame and their abbreviations in a folded text; OCR reads « Mme » as « Mime » or « Mrne ».
CIVILITY = (
    r"(?:messieurs|mesdames|monsieur|madame|mesdemoiselles|mademoiselle|maitre|docteur|dr|mmes?|mm|mrs?|ms|me?lles?|"
    r"mimes?|mmies?|mrnes?|mle|m)\b(?!\.?-)\.?"
)
#: The same as a text writes them, not folded.
CIVIL = r"(?:M\.|M(?:M|rs?|mes?|ME|lles?|LLE)\.?|[Mm]onsieur|[Mm]adame|Messieurs|Mesdames)"
_PLURAL = re.compile(r"(?:messieurs|mesdames|mesdemoiselles|mmes|mm|mrs|ms|mlles?)\b")
GIVEN_NAME = r"(?!(?:M(?:r|me|mes|lle|lles)|Ste?)\b)[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ]+)*"
CAPITAL = "[A-ZÀ-ÖØ-ÞŒ]"
CAPITALS = r"[A-ZÀ-ÖØ-ÞŒ][A-ZÀ-ÖØ-ÞŒ’'-]+"
#: Somebody's name, with which a line of a list begins.
PERSON = re.compile(rf"[\s•*–-]*(?:{GIVEN_NAME} {CAPITALS}|{CAPITALS} {GIVEN_NAME}|(?:{CAPITAL}\.-?)+ ?{CAPITALS})")
#: Words that stand before another label: « Les Absents ».
_NO_SURNAMES = frozenset(
    ("les", "des", "aux", "par", "pour", "pas", "non", "une", "sont", "avec", "dont", "vote", "total")
)
_PARTICLES = frozenset({"de", "du", "des", "le", "la", "d", "l", "van", "von", "st", "ste"})
#: Words with which no name ends: what follows was lost.
_UNENDED = _PARTICLES | {"les", "a", "à", "et", "par", "en", "au", "aux", "pour"}
#: What somebody is or is called, and no part of a name.
_OFFICE = re.compile(
    r"\b(?:adjoint|delegue|municipa|conseill|president|secretaire|(?:mmes?|mlles?|monsieur|madame)\b|"
    r"procurations?\b|pouvoirs?\b|absents?\b|excuses?\b|presents\b|convocation|votants\b|quorum\b|seance\b)"
)
#: More words than a name has that is written in one way, all in capitals or none: two people, perhaps.
_MOST_WORDS = 3
#: « Mme X : absente non excusée ».
_TOLD = re.compile(r"\s*[:,]\s*(?:(?:etait|est) )?(?:absente?|excusee?)(?: (?:et )?(?:non )?excusee?)?\)?$")
#: What stands around a name: signs of a list, those too of fonts of symbols.
_SIGNS = " :,;()*•-–_«»|'\"✓➢►" + "".join(map(chr, range(0xF000, 0xF100)))
#: An initial that touches the surname: « B.DUPONT ».
_TOUCHED = re.compile(r"(?<![\w’'])[A-ZÀ-ÖØ-Þ]\.(?=[A-ZÀ-ÖØ-Þ][^\W\d_]{2})")
#: « Mme LELEU Carole née LEROY »: the name that somebody had, after the one that is theirs.
_BORN = re.compile(rf"(?<=\w),?\s\(?(?:née?|nee|épouse|veuve)\s(?:{CAPITALS}(?:\s{CAPITALS}){{0,2}}|{GIVEN_NAME})\)?$")
#: How a list says that it names nobody, in a folded text.
NOT_ONE = r"(?:pas d(?:'|e )(?:absent|excuse|pouvoir|procuration)e?s?|neant|aucune?|personne|sans objet)"
_NOBODY = re.compile(rf"(?:{NOT_ONE}|zero|nul|/|-|x|0|\.)*")


def clean_name(text: str) -> str:
    """Return a name without civility, marks of a list or punctuation around it; "" when nobody is named."""
    words = re.sub(r"(?<=[^\W\d_])- (?=[^\W\d_])", "-", " ".join(text.split())).strip(_SIGNS).lstrip(". ")
    words = _BORN.sub("", _TOUCHED.sub(r"\g<0> ", words))
    words = re.sub(r"^\d{1,2}\s?[.)°-]\s*", "", words)
    addressed = False
    while match := re.match(rf"(?:et\s+)?(?P<civility>{CIVILITY})\s*", fold(words)):
        addressed = True
        words = words[match.end() :].strip(" :,;-")
        if not _PLURAL.match(match["civility"]) and not _PLURAL.match(fold(words)):
            break
    told = _TOLD.search(fold(words))
    words = words[: told.start()] if told and told.start() else words
    if not re.search(r"(?:^|[\s.])[^\W\d_]\.?$", words):
        words = words.rstrip(". ") if "(" in words else words.rstrip("). ")
    if re.fullmatch(NUMBER, fold(words)) and not (words.isupper() and words.isalpha()):  # « M. SIX »
        return ""
    nobody = _NOBODY.fullmatch(fold(words)) and not (addressed and words == "PERSONNE")
    return "" if nobody or re.match(r"\d+ [a-z]{4}", fold(words)) else words


def known_at_start(text: str, people: Iterable[str]) -> tuple[str, str] | None:
    """Return the name with which a text begins when it is one of ``people``, and the rest; None when it is nobody's.

    The letters alone are compared: « ROUVIER – COROUGE » is ROUVIER-COROUGE. The longest name is taken.
    """
    folded = fold(text)
    places = [place for place, sign in enumerate(folded) if sign.isalpha()]
    letters = "".join(folded[place] for place in places)
    for name in sorted(people, key=len, reverse=True):
        words = re.findall(r"[^\W\d_]+", fold(name))
        for order in {"".join(words), "".join([*words[1:], *words[:1]]), "".join([*words[-1:], *words[:-1]])}:
            if len(order) > 2 and letters.startswith(order):
                end = places[len(order) - 1] + 1
                if not folded[end : end + 1].isalpha():
                    end += name.endswith(".") and folded.startswith(".", end)
                    return text[:end], text[end:]
    return None


def is_surname(name: str) -> bool:
    if fold(name) in _NO_SURNAMES:
        return False
    return re.fullmatch(r"[A-ZÀ-ÖØ-ÞŒ’'-]{3,}(?: [A-ZÀ-ÖØ-ÞŒ-]{3,})?|[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ’'-]{2,}", name) is not None


def is_person(name: str) -> bool:
    """Tell whether a name can be somebody's: two words as names are made, or a surname alone."""
    return bool(name) and not re.fullmatch(CIVILITY, fold(name)) and (is_clean(name) or is_surname(name))


def is_told(name: str) -> bool:
    """Tell whether what should be a name is a piece of a sentence, whose words are small: « la personne morale »."""
    return len([word for word in re.findall(r"[^\W\d_]+", name) if word.islower() and word not in _PARTICLES]) > 1


def _in_capitals(word: str) -> str:
    """Return a word in capitals with its accents so too, which a keyboard leaves small: « BALLARé »."""
    return word.upper() if in_capitals(word) and len(re.findall("[A-Z]", word)) > 1 else word


def is_clean(name: str) -> bool:
    """Tell whether a name is made as names are: two words at least, capitals where they belong, no figure."""
    words = [_in_capitals(word) for word in re.split(r"[\s’'-]+", name)]
    order = "".join(
        "S" if word.isupper() else "G" for word in words if len(word) > 1 and word.lower() not in _PARTICLES
    )
    initial = re.fullmatch("[A-ZÀ-Þ]", words[-1]) is not None
    if _OFFICE.search(fold(name)) or (words[-1].lower() in _UNENDED and not initial):
        return False
    if re.fullmatch("[a-zà-ÿ]", words[-1]) or (name[:1].islower() and words[0] not in _PARTICLES):
        return False
    if set(order) == {"S"} and sum(len(word) > 2 for word in name.split()) > _MOST_WORDS:
        return False
    if "S" not in order and sum(word.lower() not in _PARTICLES for word in name.split() if len(word) > 2) > _MOST_WORDS:
        return False
    if not re.fullmatch("G*S*|S*G*", order) or re.search(r"[^\W\d_]{3}\.", name):
        return False
    if len(words) < 2 or len(words) > 6 or not re.fullmatch(r"[^\W\d_][^\d_|!/\\+=*&<>@:]+", name):
        return False
    if any(len(word) > 1 and not re.fullmatch(r"[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]+|[A-ZÀ-ÖØ-ÞŒ.]+", word) for word in words):
        return all(word in _PARTICLES or re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+|[A-ZÀ-ÞŒ.]+", word) for word in words if word)
    return True
