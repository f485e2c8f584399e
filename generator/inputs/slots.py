"""The slot of a commune as a row of a table says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.inputs.cells import Cells
from generator.inputs.communes import HALF_DAYS, Slot
from generator.inputs.table import column_name
from generator.language.calendar import WEEKDAYS


def slot_of(row: Mapping[str, str]) -> Slot | None:
    """Return the slot of a row of communes.csv that a build has checked."""
    if not row.get("mediateur"):
        return None
    return Slot(
        row["mediateur"],
        int(row["semaine"]),
        row["jour"].lower(),
        HALF_DAYS[column_name(row["demi_journee"])],
        row.get("lieu") or "Mairie",
    )


def read_slot(cells: Cells, values: Mapping[str, str]) -> Slot | None:
    """Return the slot whose parts, by the names of ``SLOT_COLUMNS``, are ``values``; None without any but the place.

    What is missing or wrong is noted in ``cells``.
    """
    needed = ("mediateur", "semaine", "jour", "demi_journee")
    if not any(values[column] for column in needed):
        return None
    for column in needed:
        if not values[column]:
            cells.note("error", column, "créneau incomplet", "complétez les quatre colonnes du créneau ou videz-les")
    parts: dict[str, tuple[Callable[[str], str | None], str, str]] = {
        "semaine": (lambda value: value if value in tuple("1234") else None, "une semaine du mois", "1, 2, 3 ou 4"),
        "jour": (
            lambda value: value.lower() if value.lower() in WEEKDAYS else None,
            "un jour de la semaine",
            "un jour en toutes lettres, par exemple jeudi",
        ),
        "demi_journee": (lambda value: HALF_DAYS.get(column_name(value)), "une demi-journée", "matin ou après-midi"),
    }
    read: dict[str, str | None] = {}
    for column, (reader, what, example) in parts.items():
        read[column] = reader(values[column])
        if values[column] and read[column] is None:
            cells.note("error", column, f"« {values[column]} » n’est pas {what}", f"écrivez {example}")
    semaine, jour, demi_journee = read["semaine"], read["jour"], read["demi_journee"]
    if not values["mediateur"] or semaine is None or jour is None or demi_journee is None:
        return None
    return Slot(values["mediateur"], int(semaine), jour, demi_journee, values["lieu"] or "Mairie")
