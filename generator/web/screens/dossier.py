"""One dossier on one page: its life, its documents as pictures, what was sent against what is now, what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.dossiers.records import DocumentRecord
from generator.inputs.kinds import AVENANT, CONVENTION, PACK, spoken
from generator.progress import Silence
from generator.register.pieces import KeptPiece
from generator.register.standings import Standing
from generator.runs import dossier as dossier_run
from generator.runs import note as note_run
from generator.runs import versions as versions_run
from generator.runs.dossier import ROLES, DossierRequest
from generator.runs.note import LONGEST, NoteReport, NoteRequest
from generator.runs.register_journal import event_told
from generator.runs.status import DossierStatus
from generator.runs.statustable import state_told
from generator.runs.versions import VersionsRequest
from generator.web.desk import desk, project, status
from generator.web.gestures import gesture_of, way
from generator.web.screens.files import kept_pages, manifest

screen = Blueprint("dossier", __name__, url_prefix="/<campagne>/dossiers/<insee>")


@dataclass(frozen=True, slots=True)
class Tab:
    """A document of the dossier: its files in the output, or as they are kept once it is signed and no longer there.

    ``pdf`` and ``docx`` are addresses, "" without any; ``path`` is that of the PDF in the output, ``sha256`` the hash
    of the one that is kept.
    """

    key: str
    title: str
    number: str
    kind: str
    pages: int
    pdf: str = ""
    docx: str = ""
    path: str = ""
    sha256: str = ""


def found(insee: str) -> DossierStatus:
    """Return the dossier that the address names; 404 for no dossier."""
    here, report = project(), status()
    by_code = desk().kept(
        ("dossiers", here.campaign), here, lambda: {one.commune.insee: one for one in report.dossiers}
    )
    if insee not in by_code:
        abort(404)
    return by_code[insee]


def names() -> dict[str, str]:
    """Return the communes' names by INSEE code."""
    here, report = project(), status()
    return desk().kept(
        ("names", here.campaign), here, lambda: {one.commune.insee: one.commune.nom for one in report.dossiers}
    )


@screen.get("/")
def show(insee: str) -> str:
    """Show a dossier, the document that the address names before the others."""
    return _shown(found(insee))


def _shown(dossier: DossierStatus, note: NoteReport | None = None, typed: str = "") -> str:
    """Show a dossier; ``note`` is what somebody else wrote since ``typed`` was begun."""
    report = dossier_run.run(project(), DossierRequest(dossier), Silence())
    tabs = tuple(_tabs(dossier))
    asked = request.args.get("document")
    chosen = next((tab for tab in tabs if (tab.key == asked if asked else tab.kind == CONVENTION)), None)
    return render_template(
        "dossier.html",
        one=dossier,
        report=report,
        tabs=tabs,
        tab=chosen or next(iter(tabs), None),
        names=names(),
        roles=ROLES,
        file_name=_file_name,
        event_told=event_told,
        gesture=gesture_of(dossier),
        state_told=state_told,
        way=way,
        other=note,
        typed=typed,
        longest=LONGEST,
    )


@screen.get("/versions/<number>/<kind>")
def versions(insee: str, number: str, kind: str) -> str:
    """Show what changed between two versions of a document, words struck and words added."""
    dossier = found(insee)
    standing = standing_of(dossier, number)
    asked = VersionsRequest(standing, kind, request.args.get("avant", ""), request.args.get("apres", ""))
    report = versions_run.run(project(), asked, Silence())
    return render_template(
        "dossier_versions.html", one=dossier, standing=standing, kind=kind, spoken=spoken, report=report
    )


@screen.post("/note")
def note(insee: str) -> str | AnyResponse:
    """Write the service's note, or put the dossier aside, unless somebody else wrote meanwhile."""
    dossier, form = found(insee), request.form
    aside, text = form.get("cote") == "oui", form.get("texte", "")
    read = form.get("lue", type=int)
    report = note_run.run(project(), NoteRequest(insee, text, aside, read), Silence())
    if report.changed:
        return _shown(dossier, report, text)
    if report.recorded and aside:
        flash(f"{dossier.commune.nom} est mis de côté." if text.strip() else f"{dossier.commune.nom} est repris.")
    elif report.recorded:
        flash("La note est enregistrée." if text.strip() else "La note est effacée ; le journal garde la précédente.")
    return redirect(url_for("dossier.show", insee=insee, _anchor="note"), 303)


def standing_of(dossier: DossierStatus, number: str) -> Standing:
    """Return the document of a number; 404 when the dossier has none."""
    standing = next((one for one in dossier.documents if one.number == number), None)
    if standing is None:
        abort(404)
    return standing


def _tabs(dossier: DossierStatus) -> Iterator[Tab]:
    """Yield the documents of a dossier, the convention's before its avenants', the packs last of each."""
    known = manifest()
    insee = dossier.commune.insee
    records = [one for one in known.documents if one.insee == insee] if known else []
    for standing in dossier.documents:
        own = [one for one in records if one.number == standing.number]
        yield from _of_output(own, standing) if own else _of_register(standing)


def _of_output(records: Sequence[DocumentRecord], standing: Standing) -> Iterator[Tab]:
    for record in sorted(records, key=lambda one: one.kind == PACK):
        pdf = next((file for file in record.files if file.path.endswith(".pdf")), None)
        docx = next((file for file in record.files if file.path.endswith(".docx")), None)
        yield Tab(
            f"{record.number}.{record.kind}",
            _title(record.kind, standing),
            record.number,
            record.kind,
            (pdf.pages or 0) if pdf else 0,
            url_for("files.download", path=pdf.path) if pdf else "",
            url_for("files.download", path=docx.path) if docx else "",
            pdf.path if pdf else "",
        )


def _of_register(standing: Standing) -> Iterator[Tab]:
    """Yield the documents of a signed act as they are kept: the output holds none of them."""
    signature = standing.signature
    files = {file.path: file for file in signature.files if file.role == "output"} if signature else {}
    for document in signature.dossier.documents if signature else ():
        kept = [files[file.path] for file in document.files if file.path in files]
        pdf = next((file for file in kept if file.path.endswith(".pdf")), None)
        docx = next((file for file in kept if file.path.endswith(".docx")), None)
        if pdf:
            yield Tab(
                f"{document.number}.{document.kind}",
                _title(document.kind, standing),
                document.number,
                document.kind,
                kept_pages(pdf.original.sha256),
                _kept_url(pdf.original.sha256, pdf.path),
                _kept_url(docx.original.sha256, docx.path) if docx else "",
                sha256=pdf.original.sha256,
            )


def _file_name(piece: KeptPiece) -> str:
    """Return the name under which a kept file is handed out: the one it came with, or its kind with its extension."""
    name = re.sub(r"[/\\›]", "-", piece.name.rsplit("/")[-1])
    return name if name.endswith(f".{piece.original.extension}") else f"{name}.{piece.original.extension}"


def _kept_url(sha256: str, path: str) -> str:
    return url_for("files.kept", sha256=sha256, name=PurePosixPath(path).name)


def _title(kind: str, standing: Standing) -> str:
    """Return the title of a tab: « Convention », « Avenant 1 », « Planning, avenant 1 »."""
    if kind == AVENANT:
        return f"Avenant {standing.rank}"
    title = spoken(kind.removesuffix(f"-{AVENANT}"))
    return f"{title[:1].upper()}{title[1:]}{f', avenant {standing.rank}' if standing.rank else ''}"
