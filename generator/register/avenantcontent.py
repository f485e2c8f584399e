"""What an avenant changes, kept for ever in numbered forms like those of what is signed (``archive``)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

from generator.inputs.communes import Slot
from generator.inputs.epci import EpciDeliberation
from generator.inputs.evaluation import Figures
from generator.inputs.finances import Finances
from generator.register.forms import SLOT, Shape, dumped, fields, read_form, read_slot, told, typed

#: The form that is written.
_FORM = 4
_FIGURES: Shape = {
    **dict.fromkeys(("accompagnements", "ateliers"), int),
    **dict.fromkeys(("observations", "periode"), str),
    **dict.fromkeys(("permanences_prevues", "permanences_tenues"), int),
}
_EPCI: Shape = {"date": datetime.date, "numero": str, "organe": str}
_FINANCES: Shape = {
    **{"a_compter_du": datetime.date | None, "centimes": int},
    **dict.fromkeys(("imputation", "payeur", "periodicite"), str),
}
#: What was kept of a cost before it had to be told who pays it, and from when.
_FINANCES_3: Shape = {name: _FINANCES[name] for name in ("centimes", "imputation", "periodicite")}


@dataclass(frozen=True, slots=True)
class AvenantFigures(Figures):
    """What an avenant says of its commune's evaluation."""

    periode: str
    observations: str


@dataclass(frozen=True, slots=True)
class ArticleWording:
    """An article's new wording: each alinéa with its level, 0 for text, 1 for an item of a list, 2 for one below it."""

    number: str
    alineas: tuple[tuple[str, int], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class AvenantContent:
    """What an avenant changes from ``effect`` on, all that it takes to make it again.

    ``figures`` are None for a commune that was not evaluated; ``slot`` and ``term`` when they do not change.
    ``nature`` is « rectification » or empty. ``finances`` are None for what costs nothing, and for what was asked
    before they had to be told; ``costless`` says that the council votes although it costs nothing. ``epci`` is the
    EPCI's own deliberation on this avenant, None when the campaign says it or none was taken.
    """

    figures: AvenantFigures | None
    slot: Slot | None
    effect: datetime.date
    term: datetime.date | None
    reason: str
    articles: tuple[ArticleWording, ...]
    nature: str = ""
    finances: Finances | None = None
    costless: bool = False
    epci: EpciDeliberation | None = None

    def to_json(self) -> str:
        """Return the JSON to keep."""
        return dumped({"schema": _FORM, **self.told})

    @property
    def told(self) -> dict[str, object]:
        """What it says, under the French names by which a screen tells what changed in it."""
        return {
            "articles": [
                {"alineas": [list(alinea) for alinea in one.alineas], "motif": one.reason, "number": one.number}
                for one in self.articles
            ],
            "date_effet": self.effect.isoformat(),
            "deliberation": self.costless,
            "deliberation_epci": self.epci and told(self.epci, _EPCI),
            "figures": self.figures and told(self.figures, _FIGURES),
            "finances": self.finances and told(self.finances, _FINANCES),
            "motif": self.reason,
            "nature": self.nature,
            "slot": self.slot and told(self.slot, SLOT),
            "terme": self.term and self.term.isoformat(),
        }

    @classmethod
    def from_json(cls, number: str, text: str) -> AvenantContent:
        """Read what an avenant changes, in any form; raises RegisterError naming it."""
        return read_form(number, text, {1: _avenant, 2: _avenant, 3: _avenant_3, _FORM: _avenant_4})


def _avenant(item: dict[str, Any]) -> AvenantContent:
    figures = item["figures"]
    return AvenantContent(
        None if figures is None else AvenantFigures(**fields(figures, _FIGURES)),
        read_slot(item["slot"]),
        datetime.date.fromisoformat(item["date_effet"]),
        datetime.date.fromisoformat(item["terme"]) if item["terme"] is not None else None,
        typed(str, item["motif"]),
        tuple(
            ArticleWording(
                typed(str, one["number"]),
                tuple((typed(str, text), typed(int, level)) for text, level in one["alineas"]),
                typed(str, one["motif"]),
            )
            for one in item["articles"]
        ),
    )


def _avenant_3(item: dict[str, Any]) -> AvenantContent:
    finances, epci = item["finances"], item["deliberation_epci"]
    return replace(
        _avenant(item),
        nature=typed(str, item["nature"]),
        finances=finances and Finances(**fields(finances, _FINANCES_3)),
        costless=typed(bool, item["deliberation"]),
        epci=epci and EpciDeliberation(**fields(epci, _EPCI)),
    )


def _avenant_4(item: dict[str, Any]) -> AvenantContent:
    finances = item["finances"]
    return replace(_avenant_3(item), finances=finances and Finances(**fields(finances, _FINANCES)))
