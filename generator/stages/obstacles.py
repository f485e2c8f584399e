"""What stands in the way of a signature: the rules of law, and what is missing from the files of the dossier."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.avenants.inforce import in_force
from generator.avenants.mandates import first_day_of
from generator.dossiers.records import DocumentRecord
from generator.errors import Problem
from generator.inputs.communes import Commune
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.law.acts import Act
from generator.law.epci import examine_epci_signature, examine_mandate
from generator.law.findings import Finding
from generator.law.signatories import Person, Representative, commune_signatory, examine_representative
from generator.law.signing import Signing, authorising, authorising_act
from generator.project import Project
from generator.register.originals import original_path
from generator.register.signatures import SignatureDates
from generator.register.standings import Standing, Standings
from generator.rendering.context import BY_HAND, DESIGNATED
from generator.stages.workspace import Workspace
from generator.word.controls import read_controls

#: What to do when a deliberation is recorded, but designates nobody to sign (CGCT, articles L. 2122-26 and L. 5211-9).
UNDESIGNATED = (
    "la délibération enregistrée ne désigne personne pour signer : faites compléter la désignation par le conseil et "
    "enregistrez-la de nouveau (conventions intake --replace), ou donnez un vice-président à cette commune "
    "([[epci.representants]])"
)


def authorising_of(standings: Standings, standing: Standing) -> Act | None:
    """Return the deliberation by which the mayor signs a convention or an avenant."""
    if not standing.rank:
        return authorising(standing.deliberation)
    convention = standings.convention(standing.insee)
    return authorising_act(
        financial=standing.financial,
        convention=convention.deliberation if convention else None,
        own=standing.deliberation,
    )


@dataclass(frozen=True, slots=True)
class Parties:
    """Who signs an act for each party, None for a commune whose council has not designated anybody yet."""

    commune: Person | None
    epci: Representative

    @classmethod
    def of(cls, sources: Sources, standing: Standing, commune: Commune, act: Act | None) -> Parties:
        """Return who signs a convention or an avenant that ``act`` authorises."""
        representative = sources.campaign.epci.representative(commune, first_day_of(sources.campaign, standing))
        designated = act.designated if act else ""
        return cls(commune_signatory(commune.maire, commune.signataire, designated, representative), representative)


def signing_of(
    project: Project,
    sources: Sources,
    standings: Standings,
    standing: Standing,
    commune: Commune,
    dates: SignatureDates,
    parties: Parties,
) -> Signing:
    """Return what the rules of law judge: the dates, the term that must not be past, and who signs."""
    convention = sources.campaign.convention
    term: datetime.date | None = standing.signature.dossier.term if standing.signature else convention.terme
    if standing.rank:
        force = in_force(standings, commune.insee, project.register, convention.reconduction, before=standing.rank)
        term = force.duration.last_day(dates.signed_on) if force else None
    return Signing(
        dates.commune,
        dates.epci,
        dates.notified,
        term,
        one_person=parties.commune is not None and parties.commune.is_same_as(parties.epci),
        in_office_since=None if standing.signature or parties.commune != commune.maire else commune.maire_depuis,
    )


def examine_parties(sources: Sources, dates: SignatureDates, parties: Parties) -> tuple[Finding, ...]:
    """Return what the law finds in the EPCI's signature: who signed, and the deliberation that authorises it."""
    own = sources.campaign.epci.deliberation
    return (
        *examine_representative(parties.epci, dates.epci),
        *examine_epci_signature(dates.epci, own.transmise, own.publiee),
        *examine_mandate(own.organe, own.date, dates.epci),
    )


def missing(
    standing: Standing,
    act: Act | None,
    records: Sequence[DocumentRecord],
    known: Sequence[Piece],
    space: Workspace,
    *,
    undesignated: bool,
) -> Iterator[Problem]:
    """Yield what is missing from the files of the output: documents, the deliberation, who signs, other blanks."""
    name, rebuild = records[0].commune if records else standing.insee, "lancez « conventions build »"
    if standing.act and standing.act.unread:
        message = "à vérifier : ce que le conseil a autorisé n’a jamais été lu dans la délibération enregistrée"
        again = f"relisez-la : conventions intake {original_path(space.project.register, standing.act.original)}"
        yield Problem("error", message, again, commune=name)
    pieces = {piece.kind for piece in known if piece.a_signer and piece.templated}
    if act and undesignated:
        message = "personne n’est désigné pour signer à la place du maire"
        yield Problem("error", message, f"{UNDESIGNATED}, puis {rebuild}", commune=name)
    elif act and act.transmitted_on and (standing.state != "complete" or not records):
        message = "le dossier n’a pas été refait avec le numéro et la date de la délibération"
        yield Problem("error", message, rebuild, commune=name)
    for record in records:
        if not record.intact(space.project.output):
            message = f"{record.files[0].path} : fichier absent ou modifié depuis sa fabrication"
            yield Problem("error", message, rebuild, commune=name)
        elif record.kind in pieces:
            controls = read_controls((space.project.output / record.files[0].path).read_bytes())
            for tag, control in controls.items():
                if control.placeholder and not tag.startswith(BY_HAND) and not (act and tag == DESIGNATED):
                    message = f"{record.files[0].path} : « {control.text.strip()} » reste à compléter"
                    yield Problem("error", message, f"enregistrez la délibération, puis {rebuild}", commune=name)
