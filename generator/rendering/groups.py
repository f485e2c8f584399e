"""What only the templates of avenants and of reports can name: frozen models, which avenants/ fills."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.inputs.communes import Slot
from generator.inputs.epci import EpciDeliberation
from generator.inputs.evaluation import EvaluationRow
from generator.inputs.finances import Finances
from generator.register.avenantcontent import AvenantFigures

#: How a sentence says how often an amount is due.
_RHYTHMS = {
    "unique": "en une seule fois",
    "mensuelle": "chaque mois",
    "trimestrielle": "chaque trimestre",
    "semestrielle": "chaque semestre",
    "annuelle": "chaque année",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """One alinéa of an article: ``niveau`` is 0 for running text, 1 for an item of a list, 2 for one below it."""

    texte: str
    niveau: int = 0


@dataclass(frozen=True, slots=True)
class Modification:
    """A small change of an article, in a sentence; ``alineas`` are those that it inserts."""

    texte: str
    alineas: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """An article before and after: ``label`` as it is said (« 1er », « 4 », « 5-1 »), ``intitule`` can be empty.

    ``motif`` is the reason of this change, empty when it is the avenant's own. ``modifications`` tell it when it is
    small; without any, both wordings do. Quotation marks within the wordings are “ ”, for they are quoted.
    """

    label: str
    intitule: str
    motif: str
    ancien: tuple[Wording, ...]
    nouveau: tuple[Wording, ...]
    modifications: tuple[Modification, ...] = ()


@dataclass(frozen=True, slots=True)
class FinancialEffect:
    """What an avenant costs: ``montant`` as it is printed, « 1 200 € », ``rythme`` as sentences say it.

    ``payeur`` is « commune » or « epci », "" in an avenant that does not say it.
    """

    montant: str
    periodicite: str
    imputation: str
    payeur: str = ""
    rythme: str = ""
    a_compter_du: datetime.date | None = None

    @classmethod
    def of(cls, finances: Finances | None) -> FinancialEffect | None:
        """Return what templates see of it, None when nothing is told."""
        if finances is None:
            return None
        return cls(
            finances.montant,
            finances.periodicite,
            finances.imputation,
            finances.payeur,
            _RHYTHMS[finances.periodicite],
            finances.a_compter_du,
        )


@dataclass(frozen=True, slots=True)
class AvenantGroup:
    """What the avenant n° ``rang`` changes.

    ``terme`` and ``terme_ancien`` are there when the last day changes, ``creneau_nouveau`` when the slot does;
    ``creneau_ancien`` is then the slot in force, None when there was none. ``motif`` can be empty. ``finances`` are
    those of an avenant with a financial effect. ``deliberation_propre`` says that the council votes on this avenant,
    ``rectification`` that it corrects a material error; ``deliberation_epci`` is the EPCI's own, if one was taken.
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
    finances: FinancialEffect | None = None
    deliberation_propre: bool = False
    rectification: bool = False
    deliberation_epci: EpciDeliberation | None = None


@dataclass(frozen=True, slots=True)
class SignedAvenant:
    """An avenant in force."""

    rang: int
    numero: str
    signe_le: datetime.date
    notifie_le: datetime.date


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """The commune that signed, before a merger."""

    nom: str
    tncc: int


@dataclass(frozen=True, slots=True)
class SignedConvention:
    """The convention that is amended, and its avenants in force in the order of their rank.

    ``terme`` is the last day of the period in which the avenant takes effect; ``terme_initial`` the one that the text
    says. ``reconduite`` tells that the register records the renewals up to there, ``sous_reserve`` that it does not:
    the period may still not follow. ``ancienne`` is the commune that signed it, when another took its place since the
    day ``substituee_le``.
    """

    numero: str
    signee_le: datetime.date
    notifiee_le: datetime.date
    avenants: tuple[SignedAvenant, ...] = ()
    terme_initial: datetime.date | None = None
    terme: datetime.date | None = None
    reconduite: bool = False
    sous_reserve: bool = False
    ancienne: FormerCommune | None = None
    substituee_le: datetime.date | None = None


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
    def of(cls, row: EvaluationRow | AvenantFigures) -> Assessment:
        """Return what the row of an evaluation, or what an avenant keeps of one, counts and says."""
        return cls(
            row.periode,
            row.accompagnements,
            row.ateliers,
            row.permanences_tenues,
            row.permanences_prevues,
            row.observations,
        )


@dataclass(frozen=True, slots=True)
class Medians:
    """The medians of the communes evaluated, in figures; ``taux`` counts those where half-days were planned."""

    accompagnements: str
    ateliers: str
    permanences_tenues: str
    permanences_prevues: str
    taux: str


@dataclass(frozen=True, slots=True)
class CommuneSheet:
    """One commune's page; a commune without a row has no period and no figures.

    ``position`` says where its accompagnements stand, « au-dessus de la médiane », when there are communes to compare.
    """

    nom: str
    tncc: int
    qualite: str
    periode: str
    accompagnements: int | None
    ateliers: int | None
    permanences_tenues: int | None
    permanences_prevues: int | None
    taux: str
    position: str
    observations: str
    creneau: Slot | None
    nouveau_creneau: Slot | None
    date_effet: datetime.date | None
    avenant: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole: totals of all rows; ``evaluees`` communes have one, ``sans_evaluation`` have none."""

    periode: str
    evaluees: int
    sans_evaluation: int
    changements: int
    accompagnements: int
    ateliers: int
    permanences_tenues: int
    permanences_prevues: int
    taux: str
    medianes: Medians
    communes: tuple[CommuneSheet, ...]
