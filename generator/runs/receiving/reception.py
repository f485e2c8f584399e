"""Deliberations that come back: read, placed, examined in law, and recorded once a person looked at their doubts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.dossiers.fingerprints import sha256
from generator.dossiers.manifest import Manifest
from generator.errors import ConventionsError, DataError, EngineError, Problem, RefusedError
from generator.inputs.communes import Commune
from generator.intake.acknowledged import acknowledged, receipt_of
from generator.intake.corrections import correct
from generator.intake.fields import FIELDS
from generator.intake.natures import other_nature
from generator.intake.recognition import read_deliberations
from generator.language.agreement import plural
from generator.language.places import de
from generator.law.answers import Answer
from generator.law.votes import is_adopted
from generator.papers.allowance import Allowance
from generator.papers.enclosed import shown_name
from generator.papers.parcels import LeftAside, Parcel, read_parcel
from generator.papers.received import SourceText, joined, read_source
from generator.progress import tell_nobody
from generator.project import Project
from generator.register.deliberations import record_act
from generator.register.originals import WITHIN, Source
from generator.runs.reasons import reason
from generator.runs.receiving.correspondence import Correspondence
from generator.runs.receiving.known import Known
from generator.runs.receiving.placement import Placement
from generator.runs.receiving.returned import Delivered, Returned
from generator.word.controls import read_controls
from generator.workers import Workers

#: What a file of ours is.
_MADE = "un fichier que le programme a fabriqué"
#: A text in which none of these was found is no deliberation.
_TELLING = ("seance_date", "numero", "objet", "votants", "pour", "unanimite")
#: The zones that every act that was voted has completed.
_COMPLETED = ("seance.date", "deliberation.numero", "vote.resultat")


@dataclass(frozen=True, slots=True)
class Consent:
    """Why an irregular deliberation is recorded all the same, and on whose advice: that nobody's was asked is said too.

    Raises UsageError without either.
    """

    why: str
    advice: str

    def __post_init__(self) -> None:
        why = "Une délibération irrégulière ne s’enregistre pas sans raison : dites pourquoi (--why)."
        object.__setattr__(self, "why", reason(self.why, why))
        advice = (
            "Une délibération irrégulière ne s’enregistre pas sans dire sur quel avis (--advice) : la préfecture, "
            "un juriste… ; « aucun » si personne n’a été consulté."
        )
        object.__setattr__(self, "advice", reason(self.advice, advice))


class Reception:
    """Reads files that came back, against one project's communes and register as they are now.

    Raises DataError, RegisterError.
    """

    def __init__(self, project: Project, workers: Workers, today: datetime.date) -> None:
        self._workers = workers
        self._known = Known(project)
        self._placement = Placement(self._known, today)
        self._communes = self._placement.communes
        self.correspondence = Correspondence(self._known, self._communes)

    def read(self, name: str, data: bytes, told: Callable[[str], None] = tell_nobody) -> Delivered:
        """Return every deliberation of a file and of those that it holds, those about other matters too.

        ``told`` is told of each page that was recognised, and of each file that lies in the one that came. What these
        cost together is bounded: those that are over it are left aside.

        Raises DataError when the file cannot be read or holds neither a deliberation nor an answer of the prefecture,
        EngineError when it is a scan and Tesseract is not there, Cancelled.
        """
        parcel = read_parcel(shown_name(name), data, self._workers)
        answers = tuple(answer for _, answer in parcel.answers)
        found: list[tuple[Returned, ...]] = []
        errors: list[tuple[Source, ConventionsError]] = []
        allowance = Allowance()

        def recognised(page: str) -> None:
            allowance.scans += 1
            told(page)

        for paper in parcel.papers:
            sources = []
            for file in paper:
                try:
                    allowance.check(file.name)
                    with allowance.spent():
                        sources.append(read_source(file.name, file.data, self._workers, recognised))
                    allowance.letters += sum(map(len, sources[-1].pages))
                except (DataError, EngineError) as error:
                    errors.append((file, error))
            try:
                if sources:
                    source = joined(parcel.source, sources)
                    with allowance.spent():
                        found.append(self._deliberations(source, parcel.around(source), answers))
            except DataError as error:
                errors += [(file, error) for file in paper]
            if not parcel.alone:
                told(paper[0].name)
        if parcel.alone and errors:
            raise errors[0][1]
        if not found and not answers:
            raise next((error for _, error in errors if isinstance(error, EngineError)), _nothing(parcel, errors))
        aside = (*parcel.aside, *(LeftAside(paper.name, _reason(paper, error)) for paper, error in errors))
        return Delivered(tuple(found), parcel, aside)

    def _deliberations(
        self, source: SourceText, parcel: Source | None, answers: tuple[Answer, ...]
    ) -> tuple[Returned, ...]:
        """Return the deliberations of one paper, completed by the receipts that are known."""
        name = source.name
        nature = other_nature(source.pages, self._blanks) or self._made.get(sha256(source.data), _MADE * source.made)
        if nature:
            raise DataError(f"{name} : c’est {nature} ; demandez à la mairie la délibération que le conseil a votée.")
        read = read_deliberations(source, self._communes, self._workers)
        found = [one for one in read if any(one.fields[field].value is not None for field in _TELLING)]
        if not found:
            raise DataError(
                f"{name} : aucune délibération n’y a été reconnue ; vérifiez que c’est le bon fichier, ou "
                "demandez-le à la mairie au format DOCX ou PDF."
            )
        placed = (self._placement.place(source, deliberation, parcel) for deliberation in found)
        return tuple(self._acknowledged(returned, answers) for returned in placed)

    def _acknowledged(self, returned: Returned, answers: tuple[Answer, ...]) -> Returned:
        """Return a deliberation completed by its receipt: one that came with it, or that the register keeps."""
        known = (*self._known.answers(returned.document), *answers)
        receipt = receipt_of(returned.deliberation, returned.commune, known, ours=returned.ours)
        if receipt is None:
            return returned
        return self._placement.place(returned.source, acknowledged(returned.deliberation, receipt), returned.parcel)

    def corrected(self, returned: Returned, values: Mapping[str, str]) -> Returned:
        """Return a deliberation with fields as a person wrote them; raises DataError for what is not understood."""
        return self._placement.place(
            returned.source, correct(returned.deliberation, values, self._communes), returned.parcel
        )

    def recordable(self, returned: Returned, confirmed: Collection[str]) -> Returned:
        """Return a deliberation whose doubts are lifted: ``confirmed`` names the fields that a person looked at.

        Raises DataError naming those that should have been looked at, are not understood, or are missing although
        nothing can be recorded without them; RefusedError when it authorises no document, or was rejected.
        """
        unseen = [name for name in returned.doubtful if name not in confirmed]
        if unseen:
            told = ", ".join(f"{FIELDS[name].lower()} ({name})" for name in unseen)
            raise DataError(
                f"{returned.name} : rien n’a été enregistré, car il faut vérifier : {told} ; vérifiez chaque "
                f"valeur (--set {unseen[0]}=VALEUR, par exemple ; sans --yes, elle est demandée)."
            )
        returned = self.corrected(returned, {name: returned.deliberation.shown(name) for name in returned.doubtful})
        if returned.missing:
            told = ", ".join(FIELDS[name].lower() for name in returned.missing)
            raise DataError(f"{returned.name} : il manque {told} ; complétez (--set).")
        if not returned.document:
            raise RefusedError(
                f"{returned.name} : aucun dossier{_of(returned.commune)} n’attend cette délibération (objet : "
                f"« {returned.act.object or 'inconnu'} ») ; lancez « conventions build », ou vérifiez l’objet."
            )
        if is_adopted(returned.sitting) is False:
            raise RefusedError(
                f"{returned.name} : le conseil municipal n’a pas adopté cette délibération ; elle n’autorise pas "
                "le maire à signer. Si la commune renonce, écrivez « non » dans la colonne participe."
            )
        return returned

    def record(
        self, returned: Returned, *, confirmed: Collection[str], replace: bool = False, despite: Consent | None = None
    ) -> bool:
        """Record a deliberation, with the file as it was read; tell whether that is new.

        Raises what ``recordable`` raises, and RefusedError when it breaks the law (unless ``despite`` says why), or
        differs from the one recorded (unless ``replace``).
        """
        returned = self.recordable(returned, confirmed)
        if returned.irregularities and despite is None:
            raise RefusedError(
                f"{returned.name} : cette délibération paraît irrégulière ; faites-la corriger par la commune, "
                "corrigez ce qui a été mal lu, ou enregistrez-la malgré tout en disant pourquoi (conventions "
                "intake --help).",
                returned.irregularities,
            )
        reason = despite if despite and returned.irregularities else None
        with self._known.recording(returned.document) as connection:
            return record_act(
                connection,
                self._known.project.register,
                returned.document,
                returned.act,
                returned.sitting,
                Source(returned.name, returned.source.data),
                replace=replace,
                parcel=returned.parcel,
                despite_why=reason.why if reason else "",
                despite_advice=reason.advice if reason else "",
            )

    @cached_property
    def _made(self) -> dict[str, str]:
        """What each file of the output is, by its SHA-256."""
        made = Manifest.read_again(self._known.project.manifest)
        return {
            file.sha256: _MADE + (f" pour {record.commune}" if record.commune else "")
            for record in (made.records if made else ())
            for file in record.files
        }

    @cached_property
    def _blanks(self) -> tuple[str, ...]:
        """The words that our drafts ask for what a vote completes, none when no draft asks for all of it."""
        campaign = self._known.sources.campaign
        pieces = (*campaign.pieces, *campaign.avenant)
        drafts = [piece.template for piece in pieces if piece.projet]
        zones = [read_controls(template.read_bytes()) for template in drafts]
        asked = [tuple(found[tag].text for tag in _COMPLETED) for found in zones if set(_COMPLETED) <= found.keys()]
        return asked[0] if asked else ()


def _of(commune: Commune | None) -> str:
    return f" {de(commune)}" if commune else ""


def _nothing(parcel: Parcel, errors: Sequence[tuple[Source, ConventionsError]]) -> DataError:
    """Return the error of a file that holds files, and no deliberation among them, with why for each."""
    aside = [*parcel.aside, *(LeftAside(paper.name, _reason(paper, error)) for paper, error in errors)]
    problems = [
        Problem("error", one.why, "demandez l’acte à la mairie au format DOCX ou PDF", one.name) for one in aside
    ]
    many = plural(len(aside), "fichier a été ouvert", "fichiers ont été ouverts")
    return DataError(
        f"{parcel.source.name} : aucune délibération n’a été reconnue dans ce qu’il contient ({many}).", problems
    )


def _reason(paper: Source, error: ConventionsError) -> str:
    """Return why a paper is no deliberation, without its name and without what would be done if it were alone."""
    told = str(error).removeprefix(f"{paper.name} : ").removeprefix(f"{paper.name.split(WITHIN)[0]} : ")
    return told.split(" ; ")[0].rstrip(".")
