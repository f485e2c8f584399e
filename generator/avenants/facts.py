"""What the report of an evaluation says beside its figures: names, President, slots, as they were when it was acted on.

They are kept with the evaluation, so that nothing that happens later rewrites its report.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.inputs.campaign import Campaign
from generator.inputs.communerows import commune_of, read_communes
from generator.inputs.communes import Commune, CommuneTable, Slot
from generator.inputs.communesfile import as_it_holds
from generator.register.forms import dumped, read_form, texts, typed
from generator.rendering.fields import Fields, as_seen

_DATE = "date"
#: The form in which they are kept.
_FORM = 1


@dataclass(frozen=True, slots=True)
class SlotChange:
    """The slot that a commune gets from a date on; ``avenant`` is the number of the act that says so, if one does."""

    nouveau: Slot
    date_effet: datetime.date
    avenant: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """``epci`` and ``convention`` are those of the campaign, ``mediateurs`` their names by key.

    ``date`` is that which the file bears.
    """

    epci: Mapping[str, Any]
    convention: Mapping[str, Any]
    mediateurs: Mapping[str, str]
    date: datetime.datetime

    @classmethod
    def of(cls, campaign: Campaign) -> Facts:
        """Return those of today."""
        mediators = campaign.planning.mediateurs if campaign.planning else {}
        return cls(_leaves(campaign.epci), _leaves(campaign.convention), dict(mediators), campaign.date)

    @property
    def groups(self) -> dict[str, Any]:
        """The groups that the report's template can name."""
        return {"epci": _seen("epci", self.epci), "convention": _seen("convention", self.convention)}


def kept(facts: Facts, table: CommuneTable, communes: tuple[Commune, ...]) -> str:
    """Return what is kept of an evaluation: ``table`` is communes.csv, ``communes`` have the slots in force."""
    slots = {commune.insee: commune.slot for commune in communes if commune.slot and not commune.former}
    merged = [[one.insee, one.former, dict(one.row)] for one in communes if one.former]
    present = {commune.insee for commune in communes}
    holders = [one.insee for one in table.communes if one.participe and one.insee not in present]
    return dumped(
        {
            "schema": _FORM,
            **({"merged": merged, "holders": holders} if merged else {}),
            "communes": as_it_holds(table, slots),
            "convention": facts.convention,
            "date": facts.date.isoformat(),
            "epci": facts.epci,
            "mediateurs": dict(facts.mediateurs),
        }
    )


def read_kept(period: str, text: str) -> tuple[Facts, tuple[Commune, ...]]:
    """Return what was kept of the evaluation of a period; raises RegisterError naming it when it is damaged."""
    return read_form(period, text, {_FORM: _read})


def _read(item: dict[str, Any]) -> tuple[Facts, tuple[Commune, ...]]:
    date = datetime.datetime.fromisoformat(item["date"])
    facts = Facts(typed(dict, item["epci"]), typed(dict, item["convention"]), texts(item["mediateurs"]), date)
    communes = read_communes(Path("communes.csv"), typed(str, item["communes"]).encode()).communes
    holders = item.get("holders", ())
    own = tuple(commune for commune in communes if commune.participe and commune.insee not in holders)
    return facts, (*own, *(_merged(*one) for one in item.get("merged", ())))


def _merged(insee: str, former: str, row: dict[str, Any]) -> Commune:
    """Return a commune nouvelle, as it held a convention that it goes on with."""
    commune = commune_of(texts(row))
    if commune is None:
        raise ValueError(f"the row of the commune that went on with {former} is damaged")
    return dataclasses.replace(commune, insee=insee, former=former)


def _leaves(value: Any) -> Any:
    """Return a model as JSON can hold it."""
    if dataclasses.is_dataclass(value):
        return {field.name: _leaves(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_leaves(item) for item in value]
    if isinstance(value, datetime.date):
        return {_DATE: value.isoformat()}
    return value


def _seen(label: str, value: Any) -> Any:
    """Return what :func:`_leaves` gave as templates see it."""
    if isinstance(value, dict) and value.keys() == {_DATE}:
        return datetime.date.fromisoformat(value[_DATE])
    if isinstance(value, dict):
        return Fields(label, {name: _seen(f"{label}.{name}", item) for name, item in value.items()})
    if isinstance(value, list):
        return [_seen(label, item) for item in value]
    return as_seen(label, value)
