"""Lists told a commune a line, as those of a communauté or of a syndicat are: « Abscon : M. X »."""

from __future__ import annotations

import re

from generator.intake.mandates import GIVEN
from generator.minutes.names import CAPITAL, CIVIL, PERSON
from generator.papers.letters import fold

_MORE = rf"(?:{CAPITAL}|sur|sous|le|la|les|de|du|des|en|lez|lès|et|d[’'])"
_NAME = rf"(?!{CIVIL}){CAPITAL}[\w’'-]+(?: {_MORE}[\w’'-]*){{0,4}}"
_SOMEBODY = rf"(?={CIVIL}|{PERSON.pattern})"
#: A commune, before the colon that leads to its delegates.
_HEAD = rf"[ \t]*(?:[-•][ \t])?(?!{CIVIL}){CAPITAL}[\w’' -]{{2,40}}?[ \t]?: (?=\S)"
_PLACE = re.compile(rf"(?:(?m:^)|(?<=;)){_HEAD}")
_A_LINE = re.compile(rf"\s*(?:{_HEAD}[^:\n]+(?:\n[^:\n]+)*(?:\n\s*|$)){{2,}}")
_IN_LINE = re.compile(rf"\s*(?:{_HEAD}[^:\n;]+(?:;|\s*$)){{2,}}")
#: « Pour la commune d’Abscon : M. X », « Commune de Hordain, M. Y », a line each.
_CALLED = re.compile(
    r"(?m)^[ \t•-]*(?i:(?:pour )?(?:la )?(?:commune|ville|mairie) (?:de la |de l[’']|des? |du |d[’']))"
    rf"(?P<name>{_NAME})[ \t]?[:,][ \t]*{_SOMEBODY}"
)
#: Communes in a column of their own, or each on a line above its delegates.
_COLUMN = re.compile(rf"(?m)^[ \t|]*(?P<name>{_NAME})(?: {{3,}}|[ ]*[\t|][ \t|]*)(?={CIVIL})")
_ABOVE = re.compile(rf"(?m)^[ \t]*(?!{PERSON.pattern})(?P<name>{_NAME})[ \t]*\n[ \t]*(?={CIVIL})")
_LEAST = 2
#: What leads to members without being a commune: an office, a label.
_NO_PLACE = re.compile(
    r"\b(?:maires?|adjoint|conseil|president|delegue|present|absent|excuse|represente|pouvoir|procuration|mandat|"
    r"secretaire|seance|membre|elu|objet|majorite|opposition|mesdames|messieurs|madame|monsieur)"
)


def placed(opening: str) -> str:
    """Return an opening in which each commune of such a list stands before its delegates with a colon."""
    for pattern in (_CALLED, _COLUMN, _ABOVE):
        told = [match for match in pattern.finditer(opening) if not _NO_PLACE.search(fold(match["name"]))]
        if len({match["name"] for match in told}) >= _LEAST:
            for match in reversed(told):
                opening = f"{opening[: match.start()]}{match['name']} : {opening[match.end() :]}"
    return opening


def is_by_place(block: str) -> bool:
    """Tell whether a list is told a commune a line."""
    named = not any(_NO_PLACE.search(fold(match[0])) for match in _PLACE.finditer(block))
    return named and _is_placed(block)


def _is_placed(block: str) -> bool:
    return any(pattern.fullmatch(block) for pattern in (_A_LINE, _IN_LINE))


def without_places(block: str, *, proxies: bool) -> str:
    """Return a list without the communes that its lines begin with.

    ``proxies`` says that the list is one of proxies: what stands before a colon is a giver there.
    """
    if _is_placed(block) and (not proxies or all(map(_names_its_giver, _PLACE.split(block)[1:]))):
        return _PLACE.sub("", block)
    return block


def _names_its_giver(mandate: str) -> bool:
    """Tell whether a mandate begins with who gives it, and what stands before is no giver."""
    given = GIVEN.search(fold(mandate))
    return given is not None and given.start() > 0
