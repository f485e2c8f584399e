"""What stands in the way of a signature: the rules of law, and what is missing from the files of the dossier."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from generator.avenants.inforce import in_force
from generator.dossiers.records import DocumentRecord
from generator.errors import Problem
from generator.inputs.communes import Commune, slug
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.law.acts import Act
from generator.law.signing import Signing, authorising_act
from generator.project import Project
from generator.register.signatures import SignatureDates
from generator.register.standings import Standing, Standings
from generator.stages.workspace import Workspace
from generator.word.controls import read_controls

#: Controls that the parties complete by hand when they sign.
_BY_HAND = "signature."


def authorising(standings: Standings, standing: Standing) -> Act | None:
    """Return the deliberation by which the mayor signs a convention or an avenant."""
    if not standing.rank:
        return standing.deliberation
    convention = standings.convention(standing.insee)
    return authorising_act(
        financial=standing.financial,
        convention=convention.deliberation if convention else None,
        own=standing.deliberation,
    )


def signing_of(
    project: Project,
    sources: Sources,
    standings: Standings,
    standing: Standing,
    commune: Commune,
    dates: SignatureDates,
) -> Signing:
    """Return what the rules of law judge: the dates, the term that must not be past, and who signs."""
    president, convention = sources.campaign.epci.president, sources.campaign.convention
    term: datetime.date | None = standing.signature.dossier.term if standing.signature else convention.terme
    if standing.rank:
        force = in_force(standings, commune.insee, project.register, convention.reconduction, before=standing.rank)
        term = force.duration.last_day(dates.signed_on) if force else None
    mayor = slug(commune.prenom_maire), slug(commune.nom_maire)
    return Signing(
        dates.commune,
        dates.epci,
        dates.notified,
        term,
        one_person=mayor == (slug(president.prenom), slug(president.nom)),
        in_office_since=commune.maire_depuis,
    )


def missing(
    standing: Standing, act: Act | None, records: list[DocumentRecord], known: Sequence[Piece], space: Workspace
) -> Iterator[Problem]:
    """Yield what is missing from the files of the output: documents, the deliberation, blanks to complete."""
    name, rebuild = records[0].commune if records else standing.insee, "lancez « conventions build »"
    pieces = {piece.kind for piece in known if piece.a_signer}
    if act and act.transmitted_on and (standing.state != "complete" or not records):
        message = "le dossier n’a pas été refait avec le numéro et la date de la délibération"
        yield Problem("error", message, rebuild, commune=name)
    for record in records:
        if not record.intact(space.project.output):
            message = f"{record.files[0].path} : fichier absent ou modifié depuis sa fabrication"
            yield Problem("error", message, rebuild, commune=name)
        elif record.kind in pieces:
            controls = read_controls((space.project.output / record.files[0].path).read_bytes())
            for tag, control in controls.items():
                if control.placeholder and not tag.startswith(_BY_HAND):
                    message = f"{record.files[0].path} : « {control.text.strip()} » reste à compléter"
                    yield Problem("error", message, "enregistrez la délibération, puis " + rebuild, commune=name)
