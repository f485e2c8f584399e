"""One deliberation of a file that came back, as it is shown before anything of it is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.dossiers.fingerprints import sha256
from generator.errors import Problem
from generator.inputs.communes import Commune
from generator.inspection.signatures import signature_told
from generator.intake.fields import FIELDS, Field, ReadDeliberation
from generator.intake.judged import seen_respected
from generator.language.dates import date_longue
from generator.language.typography import typographie
from generator.law.acts import Act
from generator.law.findings import Finding, Respected
from generator.law.respected import respected_rules
from generator.law.sittings import Sitting
from generator.papers.parcels import LeftAside, Parcel
from generator.papers.phrases import place_of
from generator.papers.received import SourceText
from generator.register.deliberations import differences
from generator.register.originals import Source
from generator.register.recordedacts import RecordedAct
from generator.register.standing import Standing
from generator.runs.receiving.compared import Compared, compared

#: Without these nothing can be recorded.
_REQUIRED = ("commune", "numero", "seance_date")


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as a screen shows it: its ``label``, and its ``text`` as a person could write it.

    ``to_confirm`` tells that somebody must look at it before the deliberation is recorded.
    """

    name: str
    label: str
    text: str
    field: Field
    to_confirm: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """One deliberation of a file, with what the law says of it and the document that it authorises.

    ``ours`` tells that its object is that of the campaign; ``target`` is None when it is not, or when the commune is
    not known or has no dossier that waits for it. ``parcel`` is the message or the archive that its file came in;
    ``past`` tells that a deliberation was recorded from this very file, and that another one is in force since.
    """

    source: SourceText
    deliberation: ReadDeliberation
    commune: Commune | None
    sitting: Sitting
    act: Act
    findings: tuple[Finding, ...]
    ours: bool
    target: Standing | None
    parcel: Source | None = None
    past: bool = False

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.source.name

    @property
    def commune_name(self) -> str:
        """The name of its commune, "" when that is not known."""
        return self.commune.nom if self.commune else ""

    @property
    def document(self) -> str:
        """The number of the document that it authorises, "" when there is none."""
        return self.target.number if self.target else ""

    @property
    def _before(self) -> RecordedAct | None:
        """The deliberation that is recorded of the document."""
        return self.target.act if self.target else None

    @property
    def known(self) -> bool:
        """Tell whether this very file is the one from which the deliberation of the document was recorded."""
        before, digest = self._before, sha256(self.source.data)
        return before is not None and not before.unread and before.original.sha256 == digest

    @property
    def recorded(self) -> bool:
        """Tell whether the deliberation of the document says all that this one does."""
        return self._before is not None and not self._before.unread and not self.conflict

    @property
    def recorded_otherwise(self) -> RecordedAct | None:
        """The deliberation of the document, when it came in another file and says something else; None without one."""
        return self._before if self.conflict and not self.known else None

    @property
    def shown(self) -> tuple[ShownField, ...]:
        """Every field, in the order in which a screen shows them."""
        fields, doubtful = self.deliberation.fields, self.doubtful
        return tuple(
            ShownField(name, label, self.deliberation.shown(name), fields[name], name in doubtful)
            for name, label in FIELDS.items()
        )

    @property
    def as_on_page(self) -> tuple[ShownField, ...]:
        """Every field, in the order in which they stand on the pages; one that was not found keeps its neighbour."""
        last, placed = (0, 0), []
        for rank, one in enumerate(self.shown):
            last = self.stands(one) or last
            placed.append((last, rank, one))
        return tuple(one for _, _, one in sorted(placed, key=lambda item: item[:2]))

    def stands(self, one: ShownField) -> tuple[int, int] | None:
        """Return the page on which a field was read, from 1 on, and where on it; None when no page has its words."""
        places = ((page, place_of(one.field.read, text, one.label)) for page, text in enumerate(self.source.pages, 1))
        return next(((page, place[0]) for page, place in places if place), None)

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The fields to look at before recording: doubtful ones, and required ones that are missing."""
        fields, missing = self.deliberation.fields, self.missing
        return tuple(name for name in FIELDS if fields[name].confidence == "doubtful" or name in missing)

    @property
    def missing(self) -> tuple[str, ...]:
        """The missing fields without which nothing can be recorded."""
        return tuple(name for name in _REQUIRED if self.deliberation.fields[name].value is None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the law finds, as problems of the file."""
        return tuple(finding.as_problem(self.name, self.commune_name) for finding in self.findings)

    @property
    def respected(self) -> tuple[Respected, ...]:
        """The rules that it was seen to keep."""
        return seen_respected(self.deliberation, respected_rules(self.sitting, self.act, self.findings))

    def question(self, finding: Finding) -> tuple[str, str]:
        """Return the subject and the text of a message that asks the town hall about what was found."""
        named = f"n° {self.act.number}" if self.act.number else "sans numéro"
        about = f"délibération {named}{f' du {date_longue(day)}' if (day := self.act.decided_on) else ''}"
        article = f" ({finding.article})" if finding.article else ""
        lines = (
            "Bonjour,",
            f"Nous avons bien reçu la {about}. En la relisant, nous y voyons ce qui suit : "
            f"{finding.message.rstrip('.')}{article}.",
            "Pouvez-vous vérifier ce point, et nous adresser s’il y a lieu une délibération corrigée ?",
        )
        return typographie(f"Délibération {named} : une question"), "\r\n\r\n".join(map(typographie, lines))

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The electronic signatures of its file, each in a sentence."""
        return tuple(signature_told(one) for one in self.source.signatures)

    @property
    def irregularities(self) -> tuple[Problem, ...]:
        """What makes it unlawful."""
        return tuple(problem for problem in self.problems if problem.level == "error")

    @property
    def conflict(self) -> str:
        """In what it differs from the deliberation that is recorded, "" when there is none or it says the same."""
        return differences(self._before, self.act, self.sitting) if self._before else ""

    @property
    def sealed(self) -> bool:
        """Tell whether another one is recorded on which somebody signed: this one can no longer take its place."""
        return self.target is not None and self.target.signature is not None and bool(self.conflict)

    @property
    def compared(self) -> tuple[Compared, ...]:
        """The fields in which it differs from the deliberation that is recorded, in the order of a screen."""
        return tuple(compared(self._before, self.act, self.sitting)) if self._before and self.conflict else ()

    def as_json(self) -> dict[str, Any]:
        """Return the fields, the findings and the electronic signatures of the file."""
        findings = [
            {"rule": one.rule, "article": one.article, "level": one.level, "message": one.message}
            for one in self.findings
        ]
        placed = {"document": self.document or None, "conflict": self.conflict or None}
        signatures = [one.as_json() for one in self.source.signatures]
        return self.deliberation.as_json() | {"findings": findings, "signatures": signatures} | placed


@dataclass(frozen=True, slots=True)
class Delivered:
    """One file that came, ``parcel``, with the deliberations of each of its ``papers`` in which some were recognised.

    ``aside`` are the files that lie in it and are neither deliberations nor answers of the prefecture.
    """

    papers: tuple[tuple[Returned, ...], ...]
    parcel: Parcel
    aside: tuple[LeftAside, ...]

    @property
    def deliberations(self) -> tuple[Returned, ...]:
        """The deliberations of all its papers, in order."""
        return tuple(returned for paper in self.papers for returned in paper)
