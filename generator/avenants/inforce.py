"""What is in force for a commune: the convention that was signed, and the avenants signed since."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.avenants.articles import Article, read_articles
from generator.avenants.groups import Former
from generator.dossiers.records import DocumentRecord
from generator.errors import DataError
from generator.inputs.campaign import Campaign
from generator.inputs.communes import HALF_DAYS, Commune, Slot
from generator.inputs.kinds import CONSOLIDATED, PLANNING
from generator.inputs.table import column_name
from generator.language.dates import date_longue
from generator.register.numbering import CONVENTION
from generator.register.originals import Original, read_original
from generator.register.signatures import Signature
from generator.register.standings import Standing, Standings
from generator.rendering.groups import SignedAvenant, SignedConvention
from generator.word.controls import fill_controls


@dataclass(frozen=True)
class InForce:
    """The signed acts of one commune: ``avenants`` by rank; what they say is read from the kept files."""

    register: Path
    convention: Standing
    signature: Signature
    avenants: tuple[Standing, ...]

    @property
    def rank(self) -> int:
        """The rank of the last avenant, 0 without any."""
        return self.avenants[-1].rank if self.avenants else 0

    @cached_property
    def text(self) -> bytes:
        """The convention's DOCX as it applies: as it was signed, or consolidated by the last avenant.

        The day of the signature, which was written by hand, is completed.
        """
        kept = [self._docx(avenant.signature, CONSOLIDATED) for avenant in reversed(self.avenants)]
        text = next((found for found in kept if found), None) or self._docx(self.signature, CONVENTION)
        if text is None:
            raise DataError(
                f"{self.convention.number} : aucun document de type « {CONVENTION} » n’a été signé ; les avenants "
                "demandent une pièce de ce type dans campaign.toml."
            )
        return fill_controls(text, {"signature.date": date_longue(self.signature.signed_on)})

    @cached_property
    def planning(self) -> bytes | None:
        """The DOCX of the planning in force; None without any."""
        signatures = [*(avenant.signature for avenant in reversed(self.avenants)), self.signature]
        return next((found for found in (self._docx(one, PLANNING) for one in signatures) if found), None)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles in force."""
        return read_articles(self.text)

    @property
    def slot(self) -> Slot | None:
        """The slot in force."""
        for content in self._contents:
            if content["slot"]:
                return Slot(**content["slot"])
        return slot_of(self.signature.content["inputs"]["communes"][self.convention.insee])

    @property
    def term(self) -> datetime.date:
        """The last day of the convention."""
        terms = [content["terme"] for content in self._contents if content["terme"]]
        signed: str = self.signature.content["inputs"]["campaign"]["convention.terme"]
        return datetime.date.fromisoformat(terms[0] if terms else signed)

    @property
    def former(self) -> Former:
        """What the next avenant cites."""
        if self.convention.act is None:
            raise ValueError("une convention signée a toujours sa délibération")
        avenants = tuple(
            SignedAvenant(avenant.rank, avenant.number, avenant.signature.signed_on, avenant.signature.notified_on)
            for avenant in self.avenants
            if avenant.signature
        )
        convention = SignedConvention(
            self.convention.number, self.signature.signed_on, self.signature.notified_on, avenants
        )
        return Former(convention, self.convention.act.act)

    def settle(self, commune: Commune) -> Commune:
        """Return the commune of today with the slot in force."""
        return commune.with_slot(self.slot)

    def settle_campaign(self, campaign: Campaign) -> Campaign:
        """Return the campaign of today with the term in force."""
        return replace(campaign, convention=replace(campaign.convention, terme=self.term))

    @property
    def identity(self) -> list[str]:
        """What a document made on this basis depends on: the signed files, by their hashes, and the dates."""
        signatures = [self.signature, *(avenant.signature for avenant in self.avenants)]
        files = [kept.original.sha256 for one in signatures if one for kept in one.files if kept.role == "output"]
        return files + [f"{one.signed_on} {one.notified_on}" for one in signatures if one]

    @property
    def _contents(self) -> list[Mapping[str, Any]]:
        """What the avenants changed, the last first."""
        return [avenant.amendment.content for avenant in reversed(self.avenants) if avenant.amendment]

    def _docx(self, signature: Signature | None, kind: str) -> bytes | None:
        if signature is None:
            return None
        originals: dict[str, Original] = {kept.path: kept.original for kept in signature.files}
        for item in signature.content["documents"]:
            record = DocumentRecord.of(item)
            if record.kind == kind:
                return read_original(self.register, originals[record.files[0].path])
        return None


def in_force(standings: Standings, insee: str, register: Path, before: int | None = None) -> InForce | None:
    """Return what is in force for a commune, None before its convention is signed.

    ``before`` leaves out the avenants of that rank and above: it is what that avenant changed.
    """
    convention = standings.convention(insee)
    if convention is None or convention.signature is None:
        return None
    avenants = [
        standing
        for standing in standings.avenants(insee)
        if standing.signature and (before is None or standing.rank < before)
    ]
    return InForce(register, convention, convention.signature, tuple(avenants))


def slot_of(row: Mapping[str, str]) -> Slot | None:
    """Return the slot of a row of communes.csv that a build has checked."""
    if not row.get("mediateur"):
        return None
    return Slot(
        row["mediateur"], int(row["semaine"]), row["jour"].lower(), HALF_DAYS[column_name(row["demi_journee"])],
        row.get("lieu") or "Mairie",
    )  # fmt: skip
