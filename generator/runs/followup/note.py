"""The service's own words on a dossier: a free note, and a dossier put aside with its reason; nothing else changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.dossiers.mergers import find_known
from generator.errors import UsageError
from generator.progress import Progress
from generator.project import Project
from generator.register.database import open_register, transaction
from generator.register.notes import Notes, read_notes, write_note
from generator.runs.reasons import as_read
from generator.runs.report import Done

#: How long a note may be, in characters: a page or two.
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class NoteRequest:
    """What to write of a dossier: its note, or with ``aside`` why it is put aside; "" takes it back, None only reads.

    ``read`` is the id of the note that whoever writes has read, 0 when there was none: another one is then not written
    over. None writes in any case.
    """

    commune: str
    text: str | None = None
    aside: bool = False
    read: int | None = None


@dataclass(frozen=True, slots=True)
class NoteReport(Done):
    """What is written of the dossier now; ``recorded`` is false when nothing was to be written, or somebody else did.

    ``changed`` tells the latter: ``notes`` are then the other person's.
    """

    commune: str
    insee: str
    notes: Notes
    recorded: bool
    changed: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the note, and why the dossier is put aside and since when."""
        item = {"commune": self.commune, "insee": self.insee, "recorded": self.recorded, "changed": self.changed}
        return item | self.notes.as_json()


def run(project: Project, request: NoteRequest, progress: Progress) -> NoteReport:
    """Write or take back the note of a commune's dossier, or put the dossier aside; return what is written of it.

    Raises UsageError for an unknown commune, a text that is too long or a dossier put aside without a reason,
    DataError, RegisterError.
    """
    sources, _, member = find_known(project, request.commune)
    progress.check()
    campaign = sources.campaign.name
    with open_register(project.register) as connection:
        known = read_notes(connection, campaign).get(member.insee, Notes())
    if request.text is None:
        return NoteReport(member.nom, member.insee, known, recorded=False)
    text = _checked(request, known)
    with open_register(project.register, writing=True) as connection, transaction(connection):
        known = read_notes(connection, campaign).get(member.insee, Notes())
        before = known.aside if request.aside else known.note
        if request.read is not None and request.read != (before.id if before else 0):
            return NoteReport(member.nom, member.insee, known, recorded=False, changed=True)
        if text == (before.text if before else ""):
            return NoteReport(member.nom, member.insee, known, recorded=False)
        write_note(connection, campaign, member.insee, text, aside=request.aside)
        return NoteReport(
            member.nom, member.insee, read_notes(connection, campaign).get(member.insee, Notes()), recorded=True
        )


def _checked(request: NoteRequest, known: Notes) -> str:
    """Return the text to write, as it reads; raises UsageError."""
    text = as_read(request.text or "")
    what = "la raison" if request.aside else "la note"
    if len(text) > LONGEST:
        raise UsageError(f"{what.capitalize()} est trop longue ({len(text)} lettres, {LONGEST} au plus) ; abrégez-la.")
    if request.aside and not text and not known.aside:
        raise UsageError("Un dossier se met de côté avec une raison, que le registre garde ; dites laquelle.")
    return text
