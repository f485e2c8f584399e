"""campaign.toml: one convention offered to the communes, as frozen models."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.inputs.contacts import Mailbox
from generator.inputs.epci import Epci, EpciDeliberation
from generator.inputs.pieces import NO_SEQUELS, Piece, Sequels, pack_of
from generator.law.duration import NOT_RENEWED, Reconduction

#: The letter that goes with each dossier, and the one that reminds of it, in the campaign's folder.
LETTER = "courriel.txt"
REMINDER = "relance.txt"
#: The pages of a volume of the recueil: a ream of paper, printed on both sides.
RECUEIL_PAGES = 1000
#: The last year in which a convention can end: a long lease may last 99 years.
LAST_TERM = 2199
#: What accompanies a letter after a signature.
COVER = "suite.txt"


@dataclass(frozen=True, slots=True)
class Convention:
    """What is the same in all conventions of the campaign."""

    titre: str
    objet: str
    reference: str
    terme: datetime.date
    fait_a: str
    originaux: int
    reconduction: Reconduction = NOT_RENEWED


@dataclass(frozen=True, slots=True)
class Numbering:
    """How numbers are made: ``modele`` holds ``{year}`` and ``{seq}``."""

    modele: str
    annee: int

    def number(self, seq: int, year: int | None = None) -> str:
        """Return the number of rank ``seq``: ``MED_NUM-2025-017``; the year is the campaign's unless given."""
        return self.modele.format(year=year or self.annee, seq=seq)


@dataclass(frozen=True, slots=True)
class PlanningRules:
    """When mediators can be offered: half-days are (weekday, « matin » or « après-midi »); durations in minutes."""

    debut: datetime.date
    mediateurs: Mapping[str, str]
    demi_journees: tuple[tuple[str, str], ...]
    debuts: Mapping[str, datetime.time]
    accueil: int
    rendez_vous: int


@dataclass(frozen=True, slots=True)
class Courriel:
    """Who writes to the communes and who is answered; None leaves it to the mail program.

    ``copie`` receives a copy of the reminders.
    """

    expediteur: Mailbox | None = None
    reponse_a: Mailbox | None = None
    copie: Mailbox | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """One folder of ``templates/``; ``planning`` is None for a convention without a planning.

    ``avenant_epci`` is the EPCI's deliberation on its avenants with a financial effect, None before it is taken.
    ``annexes_non_conformes`` is where annexes go that are not conformant: beside the pack when empty, or UNCLAIMED.
    ``recueil_pages`` is how many pages a volume of the recueil has at most.
    """

    folder: Path
    epci: Epci
    convention: Convention
    numbering: Numbering
    pieces: tuple[Piece, ...]
    planning: PlanningRules | None
    logo: Path | None
    logo_texte: str
    courriel: Courriel = Courriel()
    avenant: tuple[Piece, ...] = ()
    rapport: Piece | None = None
    suites: Sequels = NO_SEQUELS
    voies_de_recours: str = ""
    avenant_epci: EpciDeliberation | None = None
    annexes_non_conformes: str = ""
    recueil_pages: int = RECUEIL_PAGES

    @property
    def templated(self) -> tuple[Piece, ...]:
        """The documents that a template makes, of the convention and of its avenants, each kind once."""
        kinds: dict[str, Piece] = {}
        for piece in (*self.pieces, *self.avenant, *((self.rapport,) if self.rapport else ()), *self.suites.pieces):
            if piece.templated:
                kinds.setdefault(piece.kind, piece)
        return tuple(kinds.values())

    @property
    def annexes(self) -> tuple[Piece, ...]:
        """The PDFs to join, each once."""
        return tuple({piece.kind: piece for piece in (*self.avenant, *self.pieces) if piece.annexe}.values())

    @property
    def name(self) -> str:
        """The campaign's name is its folder's."""
        return self.folder.name

    @property
    def date(self) -> datetime.datetime:
        """The date that all files bear, whatever day they are made: that of the act they rest on."""
        return datetime.datetime.combine(self.epci.deliberation.date, datetime.time(), datetime.UTC)

    @property
    def letter(self) -> Path:
        """The template of the e-mails; the file may be missing, since only they need it."""
        return self.folder / LETTER

    @property
    def reminder(self) -> Path:
        """The template of the reminders; the file may be missing, since only they need it."""
        return self.folder / REMINDER

    @property
    def cover(self) -> Path:
        """The template of the e-mails that bear a letter after a signature; the file may be missing too."""
        return self.folder / COVER

    def during(self, start: datetime.date | None, term: datetime.date, clause: Reconduction | None = None) -> Campaign:
        """Return the campaign with the term and the first day of a period; without ``start``, the day is its own.

        ``clause`` is the tacit renewal of what was signed, the campaign's when that is not given.
        """
        rules = self.planning and replace(self.planning, debut=start or self.planning.debut)
        convention = replace(self.convention, terme=term, reconduction=clause or self.convention.reconduction)
        return replace(self, convention=convention, planning=rules)

    def documents(self, *, note_de_synthese: bool, names: Collection[str] = ()) -> tuple[Piece, ...]:
        """Return the documents of a convention, for a commune whose council gets an explanatory note or none.

        ``names`` are the commune's, by which annexes are meant for it.
        """
        return tuple(piece for piece in self.pieces if (not piece.si or note_de_synthese) and piece.concerns(names))

    def avenant_documents(
        self, names: Collection[str], *, slot: bool, articles: bool, costs: bool, voted: bool, note_de_synthese: bool
    ) -> tuple[Piece, ...]:
        """Return the documents of an avenant, by what it changes and costs, and whether the council votes on it."""
        holds = {
            "": True,
            "creneau": slot,
            "articles": articles,
            "incidence_financiere": costs,
            "deliberation": voted,
            "note_de_synthese": voted and note_de_synthese,
        }
        return tuple(piece for piece in self.avenant if holds[piece.si] and piece.concerns(names))

    def pack(self, *, voted: bool, note_de_synthese: bool, names: Collection[str] = ()) -> tuple[Piece, ...]:
        """Return what goes with the pack of a convention, before or after the vote."""
        return pack_of(self.documents(note_de_synthese=note_de_synthese, names=names), voted=voted)
