"""The plan: which documents a build makes, from what, and where they go."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from generator.dossiers.dossier import Dossier, PlannedDocument, folder_of
from generator.dossiers.fingerprints import program_sha256, sha256, sha256_of, snapshot
from generator.dossiers.records import is_printed
from generator.errors import UsageError
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune, slug
from generator.inputs.epci import Epci
from generator.inputs.kinds import ANNEXE, PACK
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.law.acts import Act
from generator.law.signatories import commune_signatory, first_day
from generator.register.letters import KeptLetter


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a build makes of the plan: communes by INSEE code, kinds, and how.

    ``force`` makes again what has not changed, for communes that were ``named`` the letters after their signature too;
    ``duplex`` is for two-sided printing; ``originals`` are copies of what is to be signed, even of dossiers that nobody
    may sign yet with ``incomplete``.
    """

    communes: frozenset[str]
    kinds: frozenset[str]
    force: bool = False
    duplex: bool = False
    originals: int = 0
    incomplete: bool = False
    named: bool = False

    @property
    def letters_again(self) -> frozenset[str]:
        """The communes whose letters are made again, although they were made."""
        return self.communes if self.force and self.named else frozenset()


@dataclass(frozen=True)
class Plan:
    """Every dossier of the campaign, its reports and what follows its signatures, and what of it this build makes.

    ``departed`` are the letters of communes that communes.csv no longer has: they stay, as what was signed does.
    """

    sources: Sources
    wanted: Wanted
    dossiers: tuple[Dossier, ...]
    reports: tuple[PlannedDocument, ...] = ()
    sequels: tuple[Dossier, ...] = ()
    departed: tuple[KeptLetter, ...] = ()

    @property
    def campaign(self) -> Campaign:
        """The campaign whose plan it is."""
        return self.sources.campaign

    @cached_property
    def conventions(self) -> tuple[Dossier, ...]:
        """The dossiers of conventions."""
        return tuple(dossier for dossier in self.dossiers if not dossier.rank)

    @cached_property
    def avenants(self) -> tuple[Dossier, ...]:
        """The dossiers of avenants."""
        return tuple(dossier for dossier in self.dossiers if dossier.rank)

    @cached_property
    def chosen(self) -> tuple[Dossier, ...]:
        """The dossiers that this build makes."""
        return tuple(dossier for dossier in self._concerned if not dossier.signed)

    @cached_property
    def to_sign(self) -> tuple[Dossier, ...]:
        """The dossiers of which this build prints originals."""
        asked = self.chosen if self.wanted.originals else ()
        return tuple(dossier for dossier in asked if self.wanted.incomplete or not dossier.unready)

    @cached_property
    def left_out(self) -> tuple[Dossier, ...]:
        """The dossiers of which originals are asked for, and that nobody may sign yet."""
        asked = self.chosen if self.wanted.originals and not self.wanted.incomplete else ()
        return tuple(dossier for dossier in asked if dossier.unready)

    @cached_property
    def frozen(self) -> tuple[Dossier, ...]:
        """The signed dossiers that this build concerns: they stay as they were signed."""
        return tuple(dossier for dossier in self._concerned if dossier.signed)

    @property
    def acts(self) -> dict[str, Act]:
        """The deliberations recorded, by INSEE code."""
        return {dossier.commune.insee: dossier.act for dossier in self.conventions if dossier.act}

    def documents(self) -> Iterator[tuple[Dossier | None, PlannedDocument]]:
        """Yield what this build makes, packs apart: each document with its dossier, then the reports, with none."""
        for dossier in (*self.chosen, *self.wanted_sequels):
            for planned in dossier.documents:
                if dossier.sequel or planned.kind in self.wanted.kinds:
                    yield dossier, planned
        for report in self.reports:
            yield None, report

    @property
    def size(self) -> int:
        """How many documents this build concerns, packs apart."""
        return sum(1 for _ in self.documents())

    @property
    def whole(self) -> bool:
        """Tell whether the build makes everything."""
        kinds = {planned.kind for dossier in self.dossiers for planned in dossier.documents} | {PACK}
        return self._everyone and self.wanted.kinds >= kinds

    def remade(self, known: Collection[str]) -> dict[str, list[str]]:
        """Return the communes of which this build makes all that is to be signed, with the numbers of their dossiers.

        Those that are not ``known``, of which nothing was made before, too. Both are INSEE codes.
        """
        found: dict[str, list[str]] = {}
        partly = set()
        for dossier in self._concerned:
            found.setdefault(dossier.commune.insee, []).append(dossier.number)
            to_sign = {planned.kind for planned in dossier.documents if planned.piece.a_signer}
            if dossier.commune.insee in known and not dossier.signed and not to_sign <= self.wanted.kinds:
                partly.add(dossier.commune.insee)
        return {insee: numbers for insee, numbers in found.items() if insee not in partly}

    @property
    def letters(self) -> list[KeptLetter]:
        """All letters that were made and stay, in the order in which they were kept."""
        kept = [*(letter for sequel in self.sequels for letter in sequel.kept), *self.departed]
        return sorted(kept, key=lambda letter: letter.rank)

    @cached_property
    def wanted_sequels(self) -> list[Dossier]:
        """What follows the signatures of the communes chosen; with all of them, of those that left the campaign too."""
        wanted, participants = self.wanted.communes, set(self.sources.codes)
        return [
            sequel
            for sequel in self.sequels
            if sequel.commune.insee in wanted or (self._everyone and sequel.commune.insee not in participants)
        ]

    @property
    def _everyone(self) -> bool:
        """Tell whether every participant is wanted."""
        return self.wanted.communes >= set(self.sources.codes)

    @property
    def _concerned(self) -> tuple[Dossier, ...]:
        return tuple(dossier for dossier in self.dossiers if dossier.commune.insee in self.wanted.communes)


class Dependencies:
    """What every document of a campaign depends on, digested once; what is its own is added to it."""

    def __init__(self, sources: Sources) -> None:
        campaign = {name: value for name, value in snapshot(sources.campaign).items() if is_printed(name)}
        self._common = sha256_of([program_sha256(), campaign, sha256(sources.logo or b"")])
        files = {**sources.templates, **sources.annexes}
        self._templates = {kind: sha256(template) for kind, template in files.items()}

    def digest(self, piece: Piece, own: Mapping[str, Any]) -> str:
        """Return the SHA-256 of all that a document depends on."""
        used = {"kind": piece.kind, "template": self._templates.get(piece.model, "")}
        return sha256_of({"common": self._common} | dict(own) | used)

    def documents(
        self,
        commune: Commune,
        number: str,
        pieces: Sequence[Piece],
        act: Act | None,
        rank: int = 0,
        own: Mapping[str, Any] = MappingProxyType({}),
        sequel: str = "",
    ) -> tuple[PlannedDocument, ...]:
        """Plan the documents of one dossier; ``own`` is what they depend on besides the commune and the act."""
        row = {column: cell for column, cell in commune.row.items() if cell}
        own = {"commune": row, "number": number, "act": snapshot(act) if act else {}, **own}
        folder = "/".join(filter(None, (folder_of(commune, rank), sequel)))
        return tuple(
            PlannedDocument(commune.insee, commune.nom, number, piece, folder, self.digest(piece, own), rank)
            for piece in pieces
        )


def plan_conventions(
    sources: Sources,
    numbers: Mapping[str, str],
    acts: Mapping[str, Act] = MappingProxyType({}),
    signed: Collection[str] = (),
) -> tuple[Dossier, ...]:
    """Plan the dossier of every participating commune that has a number.

    ``numbers`` are by INSEE code; ``acts`` are the deliberations recorded, by number, and ``signed`` the numbers
    of what is signed.
    """
    dependencies, dossiers = Dependencies(sources), []
    for commune in sources.participants:
        number = numbers.get(commune.insee)
        if number is None:
            continue
        act = acts.get(number)
        pieces = sources.campaign.documents(note_de_synthese=commune.note_de_synthese, names=commune.names)
        documents = dependencies.documents(commune, number, pieces, act)
        undesignated = lacks_signatory(commune, sources.campaign.epci, act)
        dossiers.append(Dossier(commune, number, documents, act, number in signed, undesignated=undesignated))
    return tuple(dossiers)


def lacks_signatory(commune: Commune, epci: Epci, act: Act | None, day: datetime.date | None = None) -> bool:
    """Tell whether nobody is known to sign for a commune, whose mayor signs for the EPCI, what ``act`` authorises.

    Nobody signs before ``day``, by default that of the act; before the vote nobody is asked for.
    """
    if act is None:
        return False
    representative = epci.representative(commune, day or first_day(epci.deliberation.date, voted_on=act.decided_on))
    return commune_signatory(commune.maire, commune.signataire, act.designated, representative) is None


def select_kinds(campaign: Campaign, only: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds of document named, all and the pack when none is; raises UsageError for an unknown one."""
    known = tuple(dict.fromkeys([*(piece.kind for piece in (*campaign.pieces, *campaign.avenant)), PACK]))
    annexes = tuple(piece.kind for piece in campaign.annexes)
    meant = {slug(kind): kind for kind in (*known, *((ANNEXE,) if annexes else ()))}
    for kind in only:
        if slug(kind) not in meant:
            raise UsageError(f"{kind} : type de document inconnu (--only) ; choisissez parmi {', '.join(known)}.")
    kinds = tuple(meant[slug(kind)] for kind in only)
    return (*kinds, *(annexes if ANNEXE in kinds else ())) or known
