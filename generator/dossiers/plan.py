"""The plan: which documents a build makes, from what, and where they go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from generator.dossiers.fingerprints import program_sha256, sha256, sha256_of, snapshot
from generator.errors import UsageError
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.kinds import PACK
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.law.acts import Act


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One document of one dossier; paths are relative to the campaign's output folder, with ``/``.

    ``rank`` is 0 in the convention's dossier, k in that of its avenant n° k.
    """

    commune: Commune
    number: str
    piece: Piece
    inputs_sha256: str
    rank: int = 0

    @property
    def kind(self) -> str:
        """The kind names the files and the template."""
        return self.piece.kind

    @property
    def docx(self) -> str:
        """Where the document goes."""
        return f"{folder_of(self.commune, self.rank)}/{self.number}-{self.kind}.docx"

    @property
    def pdf(self) -> str:
        """Where its PDF goes."""
        return f"{folder_of(self.commune, self.rank)}/{self.number}-{self.kind}.pdf"


@dataclass(frozen=True, slots=True)
class Dossier:
    """All documents of one commune's convention or avenant, and the pack that holds them in the same order.

    ``act`` is the deliberation by which the mayor may sign, once it is recorded; a ``signed`` dossier is never made
    again. ``rank`` is that of the avenant, 0 for the convention.
    """

    commune: Commune
    number: str
    documents: tuple[PlannedDocument, ...]
    act: Act | None = None
    signed: bool = False
    rank: int = 0

    @property
    def bound(self) -> tuple[PlannedDocument, ...]:
        """What the pack holds: the draft of the deliberation leaves it once the deliberation is known."""
        return tuple(planned for planned in self.documents if not (self.act and planned.piece.projet))

    @property
    def pack(self) -> str:
        """Where the pack goes."""
        return f"{folder_of(self.commune, self.rank)}/{self.number}-{PACK}.pdf"


@dataclass(frozen=True, slots=True)
class Plan:
    """Every dossier of the campaign; ``selected`` are the INSEE codes and ``kinds`` what this build makes of them."""

    dossiers: tuple[Dossier, ...]
    selected: frozenset[str]
    kinds: frozenset[str]

    @property
    def conventions(self) -> tuple[Dossier, ...]:
        """The dossiers of conventions."""
        return tuple(dossier for dossier in self.dossiers if not dossier.rank)

    @property
    def avenants(self) -> tuple[Dossier, ...]:
        """The dossiers of avenants."""
        return tuple(dossier for dossier in self.dossiers if dossier.rank)

    @property
    def chosen(self) -> tuple[Dossier, ...]:
        """The dossiers that this build makes."""
        return tuple(dossier for dossier in self._concerned if not dossier.signed)

    @property
    def frozen(self) -> tuple[Dossier, ...]:
        """The signed dossiers that this build concerns: they stay as they were signed."""
        return tuple(dossier for dossier in self._concerned if dossier.signed)

    @property
    def acts(self) -> dict[str, Act]:
        """The deliberations recorded, by INSEE code."""
        return {dossier.commune.insee: dossier.act for dossier in self.conventions if dossier.act}

    @property
    def _concerned(self) -> tuple[Dossier, ...]:
        return tuple(dossier for dossier in self.dossiers if dossier.commune.insee in self.selected)

    @property
    def size(self) -> int:
        """How many documents this build concerns, packs apart."""
        return sum(planned.kind in self.kinds for dossier in self.chosen for planned in dossier.documents)

    @property
    def whole(self) -> bool:
        """Tell whether the build makes everything."""
        kinds = {planned.kind for dossier in self.dossiers for planned in dossier.documents} | {PACK}
        return len(self.selected) == len(self.conventions) and self.kinds >= kinds


def make_plan(
    sources: Sources, numbers: Mapping[str, str], selected: Iterable[Commune], kinds: Iterable[str],
    acts: Mapping[str, Act] = MappingProxyType({}), signed: Collection[str] = (), avenants: Sequence[Dossier] = (),
) -> Plan:  # fmt: skip
    """Plan every document of every participating commune, and what of it this build makes.

    ``numbers`` are by INSEE code; ``acts`` are the deliberations recorded, by number, and ``signed`` the numbers
    of what is signed; ``avenants`` are the dossiers to add.
    """
    pieces = sources.campaign.pieces
    common = {
        "program": program_sha256(),
        "campaign": snapshot(sources.campaign),
        "logo": sha256(sources.logo or b""),
    }
    templates = {kind: sha256(template) for kind, template in sources.templates.items()}
    dossiers = []
    for commune in sources.participants:
        number = numbers[commune.insee]
        act = acts.get(number)
        inputs = common | {"commune": dict(commune.row), "number": number, "act": snapshot(act) if act else {}}
        dossiers.append(
            Dossier(
                commune,
                number,
                tuple(
                    PlannedDocument(
                        commune, number, piece,
                        sha256_of(inputs | {"kind": piece.kind, "template": templates[piece.kind]}),
                    )
                    for piece in pieces
                ),
                act,
                number in signed,
            )
        )  # fmt: skip
    return Plan((*dossiers, *avenants), frozenset(commune.insee for commune in selected), frozenset(kinds))


def select_kinds(campaign: Campaign, only: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds of document named, all and the pack when none is; raises UsageError for an unknown one."""
    known = tuple(dict.fromkeys([*(piece.kind for piece in (*campaign.pieces, *campaign.avenant)), PACK]))
    for kind in only:
        if kind not in known:
            raise UsageError(f"--only {kind} : type de document inconnu ; choisissez parmi {', '.join(known)}.")
    return only or known


def folder_of(commune: Commune, rank: int = 0) -> str:
    """Return the folder of a commune's dossier: ``59292-haveluy``, ``59292-haveluy/avenant-1``."""
    return f"{commune.insee}-{commune.slug}" + (f"/avenant-{rank}" if rank else "")
