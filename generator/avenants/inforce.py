"""What is in force for a commune: the convention that was signed, and the avenants signed since."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.avenants.articles import Article, read_articles
from generator.avenants.groups import Former
from generator.errors import DataError, RegisterError
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune, Slot
from generator.inputs.kinds import CONSOLIDATED, CONVENTION, PLANNING
from generator.language.dates import date_longue
from generator.law.acts import Act
from generator.law.duration import NOT_RENEWED, ONE_DAY, Duration, Extension, Reconduction
from generator.project import Project
from generator.register.avenantcontent import AvenantContent
from generator.register.damage import BACKUP
from generator.register.originals import read_original
from generator.register.signatures import Signature
from generator.register.standing import AvenantStanding, Standing
from generator.register.standings import Standings
from generator.rendering.groups import FormerCommune, SignedAvenant, SignedConvention
from generator.word.controls import fill_controls


@dataclass(frozen=True, slots=True)
class AvenantInForce:
    """An avenant that was signed and notified."""

    standing: AvenantStanding
    signature: Signature
    notified_on: datetime.date

    @property
    def content(self) -> AvenantContent:
        """What it changed."""
        return self.standing.record.content

    @property
    def effect(self) -> datetime.date:
        """The day from which it applies: never before it was notified."""
        return self.standing.applies_from or self.notified_on


@dataclass(frozen=True)
class InForce:
    """The signed acts of one commune: ``avenants`` by rank; what they say is read from the kept files.

    ``act`` is the deliberation by which the council authorised the convention; ``clause`` the campaign's of tacit
    renewal, for a convention that was signed before its own was kept.
    """

    register: Path
    convention: Standing
    signature: Signature
    notified_on: datetime.date
    act: Act
    avenants: tuple[AvenantInForce, ...]
    clause: Reconduction = NOT_RENEWED

    @cached_property
    def text(self) -> bytes:
        """The convention's DOCX as it applies: as it was signed, or consolidated by the last avenant.

        The day of the signature, which was written by hand, is completed. Raises DataError when none was signed.
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
        kept = [self._docx(one, PLANNING) for one in reversed(self._signatures)]
        return next((found for found in kept if found), None)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles in force."""
        return read_articles(self.text)

    def texts(self, content: AvenantContent) -> Iterator[str]:
        """Yield the paragraphs of the articles, as an avenant would leave them."""
        revised = {article.number for article in content.articles}
        yield from (text for article in content.articles for text, _ in article.alineas)
        with suppress(DataError):  # what was signed has no articles that can be told apart
            yield from (
                one.text for article in self.articles if article.number not in revised for one in article.alineas
            )

    @property
    def slot(self) -> Slot | None:
        """The slot in force."""
        slots = [content.slot for content in self._contents if content.slot]
        return slots[0] if slots else self.signature.dossier.slot

    @property
    def signed_slot(self) -> Slot | None:
        """The slot in force as what was signed says it: its mediator by the name of then."""
        signed = next((one.signature for one in reversed(self.avenants) if one.content.slot), self.signature)
        told, slot = signed.dossier.made_from.campaign, self.slot
        return slot and slot.named({name.removeprefix("planning.mediateurs."): value for name, value in told.items()})

    def slot_on(self, day: datetime.date) -> tuple[Slot | None, datetime.date | None]:
        """Return the slot that applied on a day, and since when: None for that of the convention itself."""
        changes = [one for one in self.avenants if one.content.slot and one.effect <= day]
        if not changes:
            return self.signature.dossier.slot, None
        last = max(changes, key=lambda one: (one.effect, one.standing.rank))
        return last.content.slot, last.effect

    def slots_until(self, end: datetime.date) -> Iterator[tuple[Slot | None, datetime.date | None]]:
        """Yield one slot after the other until a day, each as ``slot_on`` tells it."""
        yield self.signature.dossier.slot, None
        for day in sorted({one.effect for one in self.avenants if one.content.slot and one.effect <= end}):
            yield self.slot_on(day)

    @property
    def written_term(self) -> datetime.date:
        """The term that the text in force says, before any renewal."""
        terms = [content.term for content in self._contents if content.term]
        return terms[0] if terms else self.signature.dossier.term

    @property
    def duration(self) -> Duration:
        """How long the convention lasts, as far as what is signed and recorded says."""
        dossier, ending = self.signature.dossier, self.convention.ending
        extensions = tuple(
            Extension(avenant.effect, avenant.content.term) for avenant in self.avenants if avenant.content.term
        )
        return Duration(
            dossier.term, dossier.reconduction or self.clause, extensions, ending.ends_on if ending else None
        )

    @property
    def recorded_term(self) -> datetime.date:
        """The last day of the last period that is certain: as written, or as the register says that it was renewed."""
        return max([self.written_term, *(period.end for period in self.convention.renewals)])

    def former(self, effect: datetime.date) -> Former:
        """Return what the next avenant cites, one that takes effect on a day."""
        avenants = tuple(
            SignedAvenant(one.standing.rank, one.standing.number, one.signature.signed_on, one.notified_on)
            for one in self.avenants
        )
        since, written = self.substituted(effect), self.duration.written_on(effect)
        convention = SignedConvention(
            self.convention.number,
            self.signature.signed_on,
            self.notified_on,
            avenants,
            written,
            self.duration.term_on(effect),
            reconduite=written < effect <= self.recorded_term,
            sous_reserve=self.recorded_term < effect,
            ancienne=self.signatory if since else None,
            substituee_le=since,
        )
        return Former(convention, self.act, self.convention.revoked)

    def substituted(self, day: datetime.date) -> datetime.date | None:
        """Return since when a commune nouvelle is party in the place of the one that signed, None if not on ``day``."""
        days = [merger.ends_on + ONE_DAY for merger in self.convention.mergers if merger.ends_on < day]
        return max(days, default=None)

    @property
    def signatory(self) -> FormerCommune:
        """The commune that signed, under the name that it had."""
        row = self.signature.dossier.made_from.commune
        return FormerCommune(row.get("nom", ""), int(row.get("tncc") or 0))

    def settle(self, commune: Commune) -> Commune:
        """Return the commune of today with the slot in force."""
        return commune.with_slot(self.slot)

    def settle_campaign(self, campaign: Campaign, day: datetime.date) -> Campaign:
        """Return the campaign of today with the term and the clause of renewal in force on a day."""
        return campaign.during(None, self.duration.term_on(day), self.duration.reconduction)

    @property
    def identity(self) -> list[str]:
        """What a document made on this basis depends on: the signed files, by their hashes, and the dates."""
        files = [kept.original.sha256 for one in self._signatures for kept in one.files if kept.role == "output"]
        return files + [f"{one.signed_on} {one.notified_on}" for one in self._signatures]

    @property
    def _signatures(self) -> list[Signature]:
        return [self.signature, *(avenant.signature for avenant in self.avenants)]

    @property
    def _contents(self) -> list[AvenantContent]:
        """What the avenants changed, the last first."""
        return [avenant.content for avenant in reversed(self.avenants)]

    def _docx(self, signature: Signature, kind: str) -> bytes | None:
        originals = {kept.path: kept.original for kept in signature.files}
        for document in signature.dossier.documents:
            if document.kind == kind:
                return read_original(self.register, originals[document.files[0].path])
        return None


def in_force(
    project: Project, campaign: Campaign, standings: Standings, insee: str, before: int | None = None
) -> InForce | None:
    """Return what is in force for a commune, None before its convention is signed and notified.

    ``before`` leaves out the avenants of that rank and above: it is what that avenant changed. Raises RegisterError
    when the register has lost the deliberation on which a convention was signed.
    """
    register, convention = project.register, standings.convention(insee)
    if convention is None or convention.signature is None or convention.signature.notified_on is None:
        return None
    if convention.deliberation is None:
        raise RegisterError(f"{register} : {convention.number} y est signé sans délibération ; {BACKUP}.")
    avenants = tuple(
        AvenantInForce(standing, standing.signature, standing.signature.notified_on)
        for standing in standings.avenants(insee)
        if standing.signature and standing.signature.notified_on and (before is None or standing.rank < before)
    )
    signature, notified_on = convention.signature, convention.signature.notified_on
    clause = campaign.convention.reconduction
    return InForce(register, convention, signature, notified_on, convention.deliberation, avenants, clause)
