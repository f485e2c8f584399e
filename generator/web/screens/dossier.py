"""One dossier on one page: its life, its documents as pictures, what was sent against what is now, what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.dossiers.records import DocumentRecord
from generator.errors import DataError
from generator.inputs.communes import slug
from generator.inputs.kinds import AVENANT, CONVENTION, PACK, spoken
from generator.progress import Silence
from generator.register.standing import Standing
from generator.runs.followup import dossier as dossier_run, note as note_run, versions as versions_run
from generator.runs.followup.dossier import ROLES, DossierRequest, dossier_archive, file_name
from generator.runs.followup.dossierstatus import DossierStatus
from generator.runs.followup.note import LONGEST, NoteReport, NoteRequest
from generator.runs.followup.statustable import state_told
from generator.runs.followup.versions import DocumentVersion, VersionsRequest, earlier_versions, print_version
from generator.runs.keeping.register_journal import event_told
from generator.runs.making.leaves import page_count
from generator.web.desk import desk, project, status
from generator.web.gestures import gesture_of, way
from generator.web.pictures import printed, texts_of
from generator.web.screens.files import drawn, handed, kept_pages, manifest, page_images, page_texts

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


def name_of(insee: str) -> str:
    """Return a commune's name, "" for none, and while the data cannot be read: a screen that needs them tells why."""
    with suppress(DataError):
        return names().get(insee, "") if insee else ""
    return ""


@screen.get("/")
def show(insee: str) -> str:
    """Show a dossier, the document that the address names before the others."""
    return _shown(found(insee))


def _shown(dossier: DossierStatus, note: NoteReport | None = None, typed: str = "") -> str:
    """Show a dossier; ``note`` is what somebody else wrote since ``typed`` was begun."""
    report = dossier_run.run(project(), DossierRequest(dossier), Silence())
    dossier = report.status
    tabs = tuple(tabs_of(dossier))
    asked = request.args.get("document")
    wanted = next((tab for tab in tabs if (tab.key == asked if asked else tab.kind == CONVENTION)), None)
    tab = wanted or next(iter(tabs), None)
    earlier = _earlier(dossier, tab) if tab else ()
    version = next((one for one in earlier if one.key == request.args.get("version")), None)
    return render_template(
        "dossier.html",
        one=dossier,
        report=report,
        tabs=tabs,
        tab=tab,
        versions=earlier,
        version=version,
        **_pages(dossier, tab, version),
        names=names(),
        roles=ROLES,
        file_name=file_name,
        event_told=event_told,
        gesture=gesture_of(dossier),
        state_told=state_told,
        way=way,
        other=note,
        typed=typed,
        longest=LONGEST,
    )


@screen.get("/tout.zip")
def everything(insee: str) -> Response:
    """Hand out all files of a dossier as one archive: for a lawyer, a court, or who files it elsewhere."""
    report = dossier_run.run(project(), DossierRequest(found(insee)), Silence())
    name = report.status.convention.number if report.status.convention else insee
    return handed(dossier_archive(project(), report), f"{name}-{slug(report.status.commune.nom)}.zip")


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
        flash(f"Le dossier {dossier.commune.of} est {'mis de côté' if text.strip() else 'repris'}.")
    elif report.recorded:
        flash("La note est enregistrée." if text.strip() else "La note est effacée ; le journal garde la précédente.")
    return redirect(url_for("dossier.show", insee=insee, _anchor="note"), 303)


def _earlier(dossier: DossierStatus, tab: Tab) -> tuple[DocumentVersion, ...]:
    """Return the versions of a document that are not shown already: those that left, when they differ from it."""
    known = manifest()
    if tab.sha256 or known is None or tab.kind == PACK:
        return ()
    return earlier_versions(standing_of(dossier, tab.number), tab.kind, known.document(tab.number, tab.kind))


def _pages(dossier: DossierStatus, tab: Tab | None, version: DocumentVersion | None) -> dict[str, Sequence[str]]:
    """Return the pictures and the words of a document, as it is or as it was."""
    if tab is None or not tab.pages:
        return {"images": (), "texts": ()}
    if version is None:
        return {"images": page_images(tab.pages, tab.path, tab.sha256), "texts": page_texts(tab.path, tab.sha256)}
    pdf = _printed(version)
    address = partial(
        url_for, "dossier.version_page", insee=dossier.commune.insee, number=tab.number, kind=tab.kind, key=version.key
    )
    return {"images": [address(page=rank) for rank in range(1, page_count(pdf) + 1)], "texts": texts_of(pdf)}


def _printed(version: DocumentVersion) -> bytes:
    here, original = project(), version.original
    return printed(original.sha256, lambda: print_version(here, version)) if original else b""


@screen.get("/versions/<number>/<kind>/<key>/<int:page>")
def version_page(insee: str, number: str, kind: str, key: str, page: int) -> Response:
    """Draw a page of a version that is kept; 404 for another."""
    known, standing = manifest(), standing_of(found(insee), number)
    record = known.document(number, kind) if known else None
    version = next((one for one in earlier_versions(standing, kind, record) if one.key == key), None)
    return drawn(_printed(version), page) if version else abort(404)


def standing_of(dossier: DossierStatus, number: str) -> Standing:
    """Return the document of a number; 404 when the dossier has none."""
    standing = next((one for one in dossier.documents if one.number == number), None)
    if standing is None:
        abort(404)
    return standing


def tabs_of(dossier: DossierStatus) -> Iterator[Tab]:
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


def _kept_url(sha256: str, path: str) -> str:
    return url_for("files.kept", sha256=sha256, name=PurePosixPath(path).name)


def _title(kind: str, standing: Standing) -> str:
    """Return the title of a tab: « Convention », « Avenant 1 », « Planning, avenant 1 »."""
    if kind == AVENANT:
        return f"Avenant {standing.rank}"
    title = spoken(kind.removesuffix(f"-{AVENANT}"))
    return f"{title[:1].upper()}{title[1:]}{f', avenant {standing.rank}' if standing.rank else ''}"
