"""What the documents of an avenant can name: the changes, what was signed before them, the evaluation."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.avenants.articles import Alinea, Article
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune, Slot
from generator.inputs.evaluation import EvaluationRow
from generator.law.acts import Act
from generator.rendering.context import Deliberation, make_context

#: What stands between the number and the title of an article: « Article 4 : Interventions », « Article 4 – … ».
_SEPARATOR = re.compile(r"\s*(?::|\s[–—-](?=\s)|\.(?=\s))\s*")


@dataclass(frozen=True, slots=True)
class Wording:
    """One alinéa of an article: ``niveau`` is 0 for running text, 1 for an item of a list, 2 for one below it."""

    texte: str
    niveau: int = 0


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """An article before and after: ``label`` as it is said (« 1er », « 4 », « 5-1 »), ``intitule`` can be empty.

    ``motif`` is the reason of this change, empty when it is the avenant's own.
    """

    label: str
    intitule: str
    motif: str
    ancien: tuple[Wording, ...]
    nouveau: tuple[Wording, ...]

    @classmethod
    def of(cls, article: Article, wording: Sequence[Alinea], motif: str = "") -> ChangedArticle:
        """Return the change of an article in force into ``wording``."""
        label = "1er" if article.number == "1" else article.number
        title = _SEPARATOR.split(article.heading, 1)[1:]
        return cls(label, "".join(title), motif, _wordings(article.alineas), _wordings(wording))


@dataclass(frozen=True, slots=True)
class Amendment:
    """What the avenant n° ``rang`` changes.

    ``terme`` and ``terme_ancien`` are there when the last day changes, ``creneau_nouveau`` when the slot does;
    ``creneau_ancien`` is then the slot in force, None when there was none. ``motif`` can be empty.
    """

    rang: int
    date_effet: datetime.date
    motif: str
    incidence_financiere: bool
    terme_ancien: datetime.date | None
    terme: datetime.date | None
    articles: tuple[ChangedArticle, ...]
    creneau_ancien: Slot | None
    creneau_nouveau: Slot | None


@dataclass(frozen=True, slots=True)
class SignedAmendment:
    """An avenant in force."""

    rang: int
    numero: str
    signe_le: datetime.date
    notifie_le: datetime.date


@dataclass(frozen=True, slots=True)
class SignedConvention:
    """The convention that is amended, and its avenants in force in the order of their rank."""

    numero: str
    signee_le: datetime.date
    notifiee_le: datetime.date
    avenants: tuple[SignedAmendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Former:
    """What was signed: the convention, and the deliberation by which the council authorised it."""

    convention: SignedConvention
    act: Act


@dataclass(frozen=True, slots=True)
class Assessment:
    """The evaluation of one commune, as templates see it."""

    periode: str
    accompagnements: int
    ateliers: int
    permanences_tenues: int
    permanences_prevues: int
    observations: str

    @classmethod
    def of(cls, row: EvaluationRow) -> Assessment:
        """Return what the row of an evaluation counts and says."""
        return cls(
            row.periode, row.accompagnements, row.ateliers, row.permanences_tenues, row.permanences_prevues,
            row.observations,
        )  # fmt: skip


def authorisation(financial: bool, former: Former, act: Act | None) -> Act | None:
    """Return the council's deliberation by which the mayor signs the avenant, None while it is to be voted.

    Without financial effect it is the one that authorised the convention and its « avenants sans incidence
    financière »; with one, only ``act``, the avenant's own.
    """
    return act if financial else former.act


def amendment_context(
    commune: Commune, campaign: Campaign, number: str, act: Act | None, amendment: Amendment, former: Former,
    figures: Assessment | None,
) -> dict[str, Any]:  # fmt: skip
    """Return what all templates of one avenant can name; ``for_piece`` and the renderer's logo complete it.

    ``number`` is the avenant's; ``act`` the council's deliberation on this very avenant, once it is recorded. The slot
    of ``commune`` and the term of ``campaign`` are those in force: the planning is that of the slot and the term to
    come, from the day of effect on. ``figures`` are None for a commune that was not evaluated.
    """
    groups = {
        "avenant": _told(amendment, campaign),
        "base": former.convention,
        "evaluation": figures,
        "deliberation_initiale": Deliberation.of(former.act),
    }
    term = amendment.terme or campaign.convention.terme
    rules = campaign.planning and replace(campaign.planning, debut=amendment.date_effet)
    coming = replace(campaign, convention=replace(campaign.convention, terme=term), planning=rules)
    authorising = authorisation(amendment.incidence_financiere, former, act)
    settled = commune.with_slot(amendment.creneau_nouveau) if amendment.creneau_nouveau else commune
    return make_context(settled, coming, number, authorising, groups)


def _told(amendment: Amendment, campaign: Campaign) -> Amendment:
    """Return the amendment as templates see it: mediators by their names, no reason told twice."""
    return replace(
        amendment,
        articles=tuple(
            replace(article, motif="" if article.motif == amendment.motif else article.motif)
            for article in amendment.articles
        ),
        creneau_ancien=_named(amendment.creneau_ancien, campaign),
        creneau_nouveau=_named(amendment.creneau_nouveau, campaign),
    )


def _named(slot: Slot | None, campaign: Campaign) -> Slot | None:
    """Return a slot with its mediator's name; one who has left the campaign since keeps the key."""
    names = campaign.planning.mediateurs if campaign.planning else {}
    return slot and replace(slot, mediateur=names.get(slot.mediateur, slot.mediateur))


def _wordings(alineas: Sequence[Alinea]) -> tuple[Wording, ...]:
    return tuple(Wording(alinea.text, min(alinea.level, 2)) for alinea in alineas)
