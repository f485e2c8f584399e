"""Amounts of money in French: in figures, « 1 234,50 € », and in words."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from generator.language.numbers import lettres, nombre
from generator.language.typography import NBSP

#: An amount as French writes it; of « 1.200 » and « 1,200 » nobody knows whether they are thousands.
_AMOUNT = re.compile(r"([-−]?)([0-9]{1,3}(?:\s?[0-9]{3})*|[0-9]+)(?:[.,]([0-9]{1,2}))?(?:\s?(?:€|euros?|EUR))?")
_MOST = 10**14


def cents(amount: str | float | Decimal) -> int | None:
    """Return an amount in hundredths of a euro, None for what is none; beyond the cent, a number is rounded."""
    if isinstance(amount, str):
        found = _AMOUNT.fullmatch(amount.strip())
        if found is None:
            return None
        sign, whole, rest = found.groups()
        return (-1 if sign else 1) * (int(re.sub(r"\s", "", whole)) * 100 + int((rest or "").ljust(2, "0")))
    number = Decimal(str(amount))
    return int((number * 100).quantize(Decimal(1), ROUND_HALF_UP)) if number.is_finite() else None


def euros(amount: str | float | Decimal) -> str:
    """Return an amount in figures: « 1 200 € », « 1 234,50 € »; ValueError on what is none, or is too large."""
    total = _cents(amount)
    whole, rest = divmod(abs(total), 100)
    return f"{'−' if total < 0 else ''}{nombre(whole)}{f',{rest:02}' if rest else ''}{NBSP}€"


def euros_lettres(amount: str | float | Decimal) -> str:
    """Return an amount in words: « mille deux cent trente-quatre euros et cinquante centimes ».

    As of any unit, there are several from two on; « un million d’euros », but « un million deux cents euros ». See
    ``euros`` for what is refused, ``lettres`` for the spelling.
    """
    total = _cents(amount)
    whole, rest = divmod(abs(total), 100)
    said = [_counted(whole, "euro")] if whole or not rest else []
    if rest:
        said.append(_counted(rest, "centime") + ("" if whole else " d’euro"))
    return f"{'moins ' if total < 0 else ''}{' et '.join(said)}"


def _counted(number: int, unit: str) -> str:
    words = lettres(number)
    joined = " d’" if re.search(r"(?:illion|illiard)s?$", words) else " "
    return f"{words}{joined}{unit}{'s' if number > 1 else ''}"


def _cents(amount: str | float | Decimal) -> int:
    total = cents(amount)
    if total is None:
        raise ValueError(f"« {amount} » n’est pas un montant : écrivez par exemple 1 234,50")
    if abs(total) >= _MOST:
        raise ValueError(f"« {amount} » est trop grand pour un montant")
    return total
