"""JSON that is kept for ever: it says in which form it is, and each value has the type it must have."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from generator.errors import RegisterError
from generator.inputs.communes import Slot
from generator.register.damage import BACKUP

_T = TypeVar("_T")
_DAYS = (datetime.date, datetime.date | None)


def read_form(number: str, text: str, readers: Mapping[int, Callable[[dict[str, Any]], _T]]) -> _T:
    """Read what is kept of a document by the reader of its form; raises RegisterError naming the document.

    A reader may meet whatever the JSON holds: any ValueError, LookupError, TypeError or AttributeError is damage.
    """
    try:
        item = json.loads(text)
        form = typed(int, item.get("schema", 1))
        if form > max(readers):
            raise RegisterError(
                f"{number} : ce document a été enregistré par une version plus récente du programme ; mettez le "
                "programme à jour."
            )
        return readers[form](item)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise RegisterError(
            f"{number} : ce que le registre a gardé de ce document est endommagé ; {BACKUP}."
        ) from error


#: The fields of a model that are kept under their own names, each with the type that it must have.
Shape = Mapping[str, Any]
#: The columns of a slot.
SLOT: Shape = {"demi_journee": str, "jour": str, "lieu": str, "mediateur": str, "semaine": int}


def told(model: object, shape: Shape) -> dict[str, Any]:
    """Return the fields of a model as JSON and the register hold them, days as YYYY-MM-DD."""
    fields = {name: getattr(model, name) for name in shape}
    return {name: one.isoformat() if isinstance(one, datetime.date) else one for name, one in fields.items()}


def fields(item: Mapping[str, Any] | sqlite3.Row, shape: Shape) -> dict[str, Any]:
    """Return the fields that :func:`told` gave; raises KeyError, ValueError or TypeError for what they are not."""
    return {name: typed(kind, _as_day(item[name]) if kind in _DAYS else item[name]) for name, kind in shape.items()}


def _as_day(value: object) -> object:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def read_slot(item: dict[str, Any] | None) -> Slot | None:
    """Return a slot that is kept."""
    return None if item is None else Slot(**fields(item, SLOT))


def texts(item: dict[str, Any]) -> dict[str, str]:
    """Return an object of texts; raises TypeError for any other."""
    return {name: typed(str, text) for name, text in item.items()}


def typed(kind: type[_T], value: object) -> _T:
    """Return a value of the type that it must have; raises TypeError when it has another."""
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind}")
    return value


def dumped(item: Mapping[str, object]) -> str:
    """Return JSON to keep."""
    return json.dumps(item, ensure_ascii=False, sort_keys=True)
