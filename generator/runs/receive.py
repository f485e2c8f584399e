"""Deliberations that come back: read, placed, examined in law, and recorded once they are confirmed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import DataError, Problem, RefusedError
from generator.inputs.communes import Commune
from generator.inputs.sources import Sources, read_sources
from generator.intake.corrections import correct
from generator.intake.examined import act_of, sitting_of
from generator.intake.fields import FIELDS, ReadDeliberation
from generator.intake.objects import concerns
from generator.intake.received import read_source
from generator.intake.recognition import recognise
from generator.law.acts import Act, examine_act
from generator.law.examination import examine_sitting
from generator.law.findings import Finding
from generator.law.sittings import Sitting
from generator.law.votes import is_adopted
from generator.project import Project
from generator.register.database import open_register
from generator.register.deliberations import Source, differences, record_act
from generator.register.standings import Standing, Standings, read_standings

#: A text in which none of these was found is no deliberation.
TELLING = ("seance_date", "numero", "objet", "votants", "pour", "unanimite")
#: An object that speaks of an avenant, with its rank when it says it.
AVENANT = re.compile(r"\bavenant\b(?:\s*n\s*[°o*]?\s*(?P<rank>[0-9]+))?", re.IGNORECASE)
#: Without these nothing can be recorded.
REQUIRED = ("commune", "numero", "seance_date")


@dataclass(frozen=True, slots=True)
class Returned:
    """One deliberation of a file, with what the law says of it and the document that it authorises.

    ``ours`` tells that its object is that of the campaign; ``target`` is None when it is not, or when the commune is
    not known or has no dossier that waits for it.
    """

    path: Path
    deliberation: ReadDeliberation
    commune: Commune | None
    sitting: Sitting
    act: Act
    findings: tuple[Finding, ...]
    ours: bool
    target: Standing | None

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The fields to look at before recording: doubtful ones, and required ones that are missing."""
        fields = self.deliberation.fields
        return tuple(
            name
            for name in FIELDS
            if fields[name].confidence == "doubtful" or (name in REQUIRED and fields[name].value is None)
        )

    @property
    def conflict(self) -> str:
        """In what it differs from the deliberation that is recorded, "" when there is none or it says the same."""
        before = self.target.act if self.target else None
        return differences(before, self.act, self.sitting) if before else ""

    def as_json(self) -> dict[str, Any]:
        """Return the fields and the findings."""
        findings = [
            {"rule": one.rule, "article": one.article, "level": one.level, "message": one.message}
            for one in self.findings
        ]
        return self.deliberation.as_json() | {
            "findings": findings,
            "document": self.target.number if self.target else None,
            "conflict": self.conflict or None,
        }


class Reception:
    """Reads files that came back, against one project's communes and register as they are now.

    Raises DataError, RegisterError.
    """

    def __init__(self, project: Project, today: datetime.date) -> None:
        self._project = project
        self._today = today
        self._sources: Sources = read_sources(project)
        self._standings: Standings = read_standings(project.register, self._sources.campaign.name)

    def read(self, path: Path) -> tuple[Returned, ...]:
        """Return every deliberation of a file, those about other matters too.

        Raises DataError when the file cannot be read or holds no deliberation, EngineError when it is a scan and
        Tesseract is not there.
        """
        read = recognise(read_source(path), self._sources.table.communes)
        found = [one for one in read if any(one.fields[name].value is not None for name in TELLING)]
        if not found:
            raise DataError(
                f"{path.name} : aucune délibération n’y a été reconnue ; vérifiez que c’est le bon fichier, ou "
                "demandez-le à la mairie au format DOCX ou PDF."
            )
        return tuple(self._place(path, deliberation) for deliberation in found)

    def corrected(self, returned: Returned, values: Mapping[str, str]) -> Returned:
        """Return a deliberation with fields as a person wrote them; raises DataError for what is not understood."""
        return self._place(returned.path, correct(returned.deliberation, values, self._sources.table.communes))

    def record(self, returned: Returned, *, replace: bool = False, despite: bool = False) -> bool:
        """Record a deliberation that was confirmed, with a copy of its file; tell whether that is new.

        Raises DataError when something required is missing, RefusedError when it authorises no document, was
        rejected, breaks the law (unless ``despite``), or differs from the one recorded (unless ``replace``).
        """
        missing = [FIELDS[name].lower() for name in REQUIRED if returned.deliberation.fields[name].value is None]
        if returned.commune is None or returned.act.decided_on is None or missing:
            raise DataError(f"{returned.path.name} : il manque {', '.join(missing)} ; complétez avec --set.")
        if returned.target is None:
            raise RefusedError(
                f"{returned.path.name} : aucun dossier {returned.commune.nom} n’attend cette délibération (objet : "
                f"« {returned.act.object or 'inconnu'} ») ; lancez « conventions build », ou vérifiez l’objet."
            )
        self._examine(returned, despite=despite)
        source = Source(returned.path.name, returned.path.read_bytes())
        with open_register(self._project.register) as connection:
            return record_act(
                connection, self._project.register, returned.target.number, returned.act, returned.sitting, source,
                replace=replace,
            )  # fmt: skip

    def _place(self, path: Path, deliberation: ReadDeliberation) -> Returned:
        insee = deliberation.fields["commune"].value
        commune = next((one for one in self._sources.table.communes if one.insee == insee), None)
        sitting, act = sitting_of(deliberation, commune), act_of(deliberation, commune)
        findings = (*examine_sitting(sitting), *examine_act(act, self._today))
        convention = self._sources.campaign.convention
        ours = concerns(deliberation, (convention.titre, convention.objet))
        target = self._target(deliberation, commune) if ours and commune else None
        return Returned(path, deliberation, commune, sitting, act, findings, ours, target)

    def _target(self, deliberation: ReadDeliberation, commune: Commune) -> Standing | None:
        """Return the document that a deliberation authorises, told by its object: the convention, or an avenant.

        An avenant is known by its rank, or it is the one that waits for a deliberation.
        """
        written = AVENANT.search(str(deliberation.fields["objet"].value))
        if written is None:
            return self._standings.convention(commune.insee)
        waiting = [one for one in self._standings.avenants(commune.insee) if one.financial]
        named = [one for one in waiting if written["rank"] and one.rank == int(written["rank"])]
        waiting = named or [one for one in waiting if one.state != "signed" and not written["rank"]]
        return waiting[0] if waiting else None

    def _examine(self, returned: Returned, *, despite: bool) -> None:
        if is_adopted(returned.sitting) is False:
            raise RefusedError(
                f"{returned.path.name} : le conseil municipal n’a pas adopté cette délibération ; elle n’autorise pas "
                "le maire à signer. Si la commune renonce, écrivez « non » dans la colonne participe."
            )
        errors = [finding for finding in returned.findings if finding.level == "error"]
        if errors and not despite:
            raise RefusedError(
                f"{returned.path.name} : cette délibération paraît irrégulière ; faites-la corriger par la commune, "
                "corrigez ce qui a été mal lu (--set), ou enregistrez-la malgré tout (--despite).",
                problems_of(returned.path, errors, returned.commune),
            )


def problems_of(path: Path, findings: Sequence[Finding], commune: Commune | None) -> list[Problem]:
    """Return findings of law as problems of a file."""
    name = commune.nom if commune else ""
    return [Problem(one.level, one.message.rstrip("."), one.article, file=path.name, commune=name) for one in findings]
