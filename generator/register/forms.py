"""JSON that is kept for ever: it says in which form it is, and each value has the type it must have."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from generator.errors import RegisterError
from generator.inputs.communes import Slot
from generator.register.damage import BACKUP

_T = TypeVar("_T")


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


def read_slot(item: dict[str, Any] | None) -> Slot | None:
    """Return the slot that :func:`slot_as_json` gave."""
    if item is None:
        return None
    return Slot(
        typed(str, item["mediateur"]),
        typed(int, item["semaine"]),
        typed(str, item["jour"]),
        typed(str, item["demi_journee"]),
        typed(str, item["lieu"]),
    )


def slot_as_json(slot: Slot | None) -> dict[str, object] | None:
    """Return a slot under the names of its columns."""
    if slot is None:
        return None
    return {
        "demi_journee": slot.demi_journee,
        "jour": slot.jour,
        "lieu": slot.lieu,
        "mediateur": slot.mediateur,
        "semaine": slot.semaine,
    }


def texts(item: dict[str, Any]) -> dict[str, str]:
    """Return an object of texts; raises TypeError for any other."""
    return {name: typed(str, text) for name, text in item.items()}


def typed(kind: type[_T], value: object) -> _T:
    """Return a value of the type that it must have; raises TypeError when it has another."""
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def dumped(item: Mapping[str, object]) -> str:
    """Return JSON to keep."""
    return json.dumps(item, ensure_ascii=False, sort_keys=True)
