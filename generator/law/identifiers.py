"""Official identifiers of communes and public bodies: SIREN (Sirene register) and INSEE commune code."""

from __future__ import annotations

import re

_INSEE = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-5]|2[AB])[0-9]{3}|9[78][0-9]{3}")


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


def siren_matches_commune(siren: str, insee: str) -> bool:
    """Tell whether ``siren`` has the form that INSEE gave to the SIREN of the commune ``insee``.

    The form is 21 + department (20 for Corsica) + 0 + number of the commune in the department + key. It is
    a habit, not a rule: merged communes have another SIREN, some departments (Aisne, Somme, Marne …) keep
    older commune numbers in theirs, and overseas communes (97, 98) follow other forms and always match here.
    So a mismatch is worth a warning, never an error.
    """
    if insee.startswith(("97", "98")):
        return True
    department = insee[:2].replace("2A", "20").replace("2B", "20")
    return siren[:-1] == f"21{department}0{insee[2:]}" and siren[-1:] in set("0123456789")


def insee_is_valid(code: str) -> bool:
    """Tell whether ``code`` has the form of an INSEE commune code: five characters, 2A or 2B for Corsica.

    The form is that of the Code officiel géographique (INSEE); that the commune exists is not checked.
    """
    return _INSEE.fullmatch(code) is not None
