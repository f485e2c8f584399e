"""Official identifiers of communes and public bodies: SIREN (Sirene register) and INSEE commune code."""

from __future__ import annotations

import re

_INSEE = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-5]|2[AB])[0-9]{3}|9[78][0-9]{3}")
#: The départements where a SIREN holds an older number of the commune than its code does (Sirene, 2026: Aisne,
#: Ardennes, Aube, Corrèze, Creuse, Marne, Haute-Marne, Oise, Somme, Haute-Vienne).
_NUMBERED_AGAIN = frozenset({"02", "08", "10", "19", "23", "51", "52", "60", "80", "87"})
#: The digit that follows the département overseas.
_OVERSEAS = {"971": "1", "972": "2", "973": "3", "974": "0"}


def luhn(number: str) -> bool:
    """Tell whether a string of digits passes the Luhn check (ISO/IEC 7812-1, annex B).

    Every second digit from the right is doubled; the sum of all resulting digits must be a multiple of 10.
    Raises ValueError when ``number`` is not made of digits 0 to 9 only.
    """
    if not re.fullmatch(r"[0-9]+", number):
        raise ValueError(f"« {number} » n’est pas une suite de chiffres")
    total = 0
    for rank, digit in enumerate(reversed(number)):
        total += sum(divmod(int(digit) * (1 + rank % 2), 10))
    return total % 10 == 0


def siren_is_valid(siren: str) -> bool:
    """Tell whether ``siren`` is nine digits, without spaces, the last being the Luhn key (INSEE, Sirene)."""
    return re.fullmatch(r"[0-9]{9}", siren) is not None and luhn(siren)


def usual_siren(insee: str) -> str:
    """Return the SIREN that INSEE gave to a commune by its code, "" if unknown.

    It is 21 + department (20 for Corsica) + 0 + number of the commune in the department + key, and overseas 21 + 971 +
    1 + number + key (2 in Martinique, 3 in French Guiana, 0 in La Réunion). Elsewhere overseas they follow no code, nor
    do they where the departments' communes were numbered again since. Of the others, fewer than 3 in 100 have another
    SIREN, communes nouvelles above all.
    """
    if insee[:2] in _NUMBERED_AGAIN or (insee[:2] in ("97", "98") and insee[:3] not in _OVERSEAS):
        return ""
    overseas = _OVERSEAS.get(insee[:3], "")
    first = f"21{insee[:3]}{overseas}{insee[3:]}" if overseas else f"21{_siren_department(insee)}0{insee[2:]}"
    return next(first + key for key in "0123456789" if luhn(first + key))


def _siren_department(insee: str) -> str:
    return insee[:2].replace("2A", "20").replace("2B", "20")


def insee_is_valid(code: str) -> bool:
    """Tell whether ``code`` has the form of an INSEE commune code: five characters, 2A or 2B for Corsica.

    The form is that of the Code officiel géographique (INSEE); that the commune exists is not checked.
    """
    return _INSEE.fullmatch(code) is not None
