"""Documents of the output that a person edited: kept, compared and told before the build makes them again."""

from __future__ import annotations

import datetime
import difflib
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.dossiers.comparison import Change, compare
from generator.dossiers.fingerprints import sha256
from generator.dossiers.outcomes import spoken
from generator.dossiers.reasons import shorten
from generator.dossiers.records import DocumentRecord, Inputs
from generator.errors import DataError, OutputError, Problem, UnreadableError, VerificationError
from generator.files import read_regular, write_whole
from generator.project import EDITED, MADE, Project
from generator.refusals import why, writing
from generator.stages.preparation import Prepared
from generator.stages.workspace import Workspace
from generator.word.packaging import dated
from generator.word.paragraphs import excerpt
from generator.word.passages import Passage, read_passages

_HAND, _PROGRAM = "version-modifiee.docx", "version-du-programme.docx"
#: One file says both kinds of changes where it can, else each has its own.
_COMPARISONS = {1: ("comparaison.docx",), 2: ("comparaison-main.docx", "comparaison-donnees.docx")}
#: Share of common words from which a passage comes from a paragraph of a template.
_ALIKE = 0.3


@dataclass(frozen=True, slots=True)
class Edited:
    """A DOCX of the output as a hand left it; ``path`` is relative to the output, ``slug`` names it in a folder's name.

    ``made`` is what the program had made, None when that is not known; ``now`` what takes its place, None when it only
    leaves. ``template`` is the name and the content of the file that it comes from.
    """

    name: str
    slug: str
    insee: str
    path: str
    hand: bytes
    made: bytes | None
    now: bytes | None
    template: tuple[str, bytes] | None
    signed: bool

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the hand changed in its words, as far as that is known and can be read."""
        try:
            return compare(self.made or self.now or b"", self.accepted)
        except UnreadableError:
            return ()

    @property
    def accepted(self) -> bytes:
        """What the hand left, its tracked changes accepted. Raises UnreadableError."""
        # Here, not above: what tracks changes takes a noticeable time to load, and few builds find any.
        from generator.avenants.tracking import resolve

        return resolve(self.hand, "new")


def find_edited(prepared: Prepared, space: Workspace) -> tuple[Edited, ...]:
    """Return the documents that a person edited, of those that the build would overwrite or remove."""
    plan, records = prepared.plan, {one.key: one for one in space.previous.records}
    known = {planned.key for dossier in (*plan.dossiers, *plan.sequels) for planned in dossier.documents}
    found: list[Edited | None] = []
    for draft in prepared.drafts.stale:
        if draft.planned.piece.annexe:
            continue  # its own file in the campaign's folder is the one to change
        planned, data = draft.planned, plan.sources.templates.get(draft.planned.piece.model)
        template = (planned.piece.template.name, data) if data else None
        record = records.get(planned.key)
        found.append(_edited(planned.name, planned.insee, planned.docx, record, draft.docx, space, template))
    frozen = {outcome.number for outcome in prepared.signed.outcomes}
    for record in space.previous.documents:
        path, signed = record.files[0].path, record.number in frozen
        if path.endswith(".docx") and (signed or record.key not in known):
            now, name = prepared.signed.lost.get(path), f"{record.commune}, {spoken(record.kind)}"
            found.append(_edited(name, record.insee, path, record, now, space, signed=signed))
    return tuple(one for one in found if one)


def _edited(
    name: str,
    insee: str,
    path: str,
    record: DocumentRecord | None,
    now: bytes | None,
    space: Workspace,
    template: tuple[str, bytes] | None = None,
    *,
    signed: bool = False,
) -> Edited | None:
    """Return a document as a hand left it; None when it is missing or as the program made it.

    What a killed build left unrecorded is no edit: the packages of the program are known by their bytes. Raises
    OutputError: what cannot be read may be an edit, which would be written over.
    """
    place = space.project.output / path
    try:
        hand = read_regular(place)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OutputError(
            f"{place} : lecture impossible ({why(error)}) ; rien n’est refait ; fermez ce fichier, vérifiez les droits."
        ) from error
    recorded = record.files[0].sha256 if record else ""
    if sha256(hand) in (recorded, sha256(now or b"")) or _is_ours(hand):
        return None
    kept = space.project.root / MADE / f"{recorded}.docx"
    candidates = [now, kept.read_bytes() if kept.is_file() else None]
    made = next((one for one in candidates if one and sha256(one) == recorded), now if signed else None)
    slug = f"{Path(path).parent.name.partition('-')[2]}-{Path(path).stem}".strip("-")
    return Edited(name, slug, insee, path, hand, made, now, template, signed)


def _is_ours(docx: bytes) -> bool:
    """Tell whether the package was written by the program, whose bytes depend on the content alone."""
    try:
        return dated(docx) == docx
    except Exception:  # a damaged package fails in many ways, and is nothing that the program wrote
        return False


def keep_edited(found: tuple[Edited, ...], space: Workspace, today: datetime.date) -> tuple[str, ...]:
    """Keep each edited document beside what the program made, with their comparison; return the folders' names.

    The comparison is an offer: no build reads that folder. Raises OutputError.
    """
    return tuple(_keep(edited, space, today) for edited in found)


def _keep(edited: Edited, space: Workspace, today: datetime.date) -> str:
    folder = _free_folder(space.project, f"{today.isoformat()}-{edited.slug}", edited.hand)
    files = {_HAND: edited.hand}
    base = edited.made or edited.now
    if base:
        files[_PROGRAM] = base
        files |= _comparisons(base, edited, space)
    with writing(folder, kept="rien n’est refait"):
        for name, data in files.items():
            write_whole(folder / name, data)
    return f"{EDITED}/{folder.name}"


def _free_folder(project: Project, name: str, hand: bytes) -> Path:
    """Return a folder of that name that holds nothing else: the one where this very version was kept, or a new one."""
    for rank in itertools.count(1):
        folder = project.root / EDITED / (name if rank == 1 else f"{name}-{rank}")
        kept = folder / _HAND
        if not folder.exists() or (kept.is_file() and kept.read_bytes() == hand):
            return folder
    raise AssertionError  # count never ends


def _comparisons(base: bytes, edited: Edited, space: Workspace) -> dict[str, bytes]:
    """Return what differs as tracked changes; nothing when the versions can't be compared, which are kept anyway."""
    from generator.avenants.twofold import tracked_changes  # here, not above, for the same reason

    try:
        told = tracked_changes(base, edited.accepted, edited.now or base, space.date)
    except (UnreadableError, DataError, VerificationError):
        return {}
    return dict(zip(_COMPARISONS[len(told)], told, strict=True))


def told(found: tuple[Edited, ...], inputs: Inputs, folders: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """Say of each edited document where it is kept, or would be, and where a change has to be made to stay."""
    return tuple(
        Problem(
            "warning",
            "modifié à la main depuis sa fabrication ; la version modifiée, celle du programme et leur comparaison "
            f"{f'sont gardées dans {folder}' if folder else f'seront gardées dans {EDITED}'}",
            _remedy(edited, inputs.of_commune(edited.insee)),
            edited.path,
            commune=edited.name.partition(",")[0],
        )
        for edited, folder in itertools.zip_longest(found, folders, fillvalue="")
        if isinstance(edited, Edited)
    )


def _remedy(edited: Edited, inputs: Inputs) -> str:
    if edited.signed:
        return "l’acte est signé et reste tel qu’il a été signé : un changement est un avenant (conventions amend)"
    paragraphs = read_passages(edited.template[1]) if edited.template else []
    places = [_to_change(change, edited, paragraphs, inputs) for change in edited.changes]
    if not places:
        return "seule la mise en forme change, ou le fichier est illisible : changez la mise en forme dans le modèle"
    return "pour garder " + shorten(list(dict.fromkeys(places)))


def _to_change(change: Change, edited: Edited, paragraphs: list[Passage], inputs: Inputs) -> str:
    """Return what to keep, and where to write it: « « six mois » : modèle convention.docx, article 4 »."""
    came = " … ".join(segment.text.strip() for segment in change.segments if segment.mark == "+")
    gone = [segment.text.strip() for segment in change.segments if segment.mark == "-"]
    what = f"« {excerpt(came)} »" if came else f"le retrait de « {excerpt(' … '.join(gone))} »"
    former = "".join(segment.text for segment in change.segments if segment.mark != "+")
    template = _nearest(former, paragraphs)
    value = _value(gone, template.text if template else "", inputs, edited.insee)
    if value:
        return f"{what} : {value}"
    name = f"modèle {edited.template[0]}, " if edited.template else ""
    return f"{what} : {name}{template.place if template else change.passage.place}"


def _nearest(text: str, paragraphs: list[Passage]) -> Passage | None:
    """Return the paragraph of a template that a text comes from."""
    words = text.split()
    scored = [
        (difflib.SequenceMatcher(None, words, paragraph.text.split(), False).ratio(), -rank)
        for rank, paragraph in enumerate(paragraphs)
    ]
    best = max(scored, default=(0.0, 0))
    return paragraphs[-best[1]] if best[0] >= _ALIKE else None


def _value(gone: list[str], template: str, inputs: Inputs, insee: str) -> str:
    """Return where the words that a hand took away are written in the data, "" when they are the template's own."""
    for words in gone:
        if not words or words in template:
            continue
        for where, values in _written(inputs, insee):
            column = next((name for name, value in values.items() if value and words in value), "")
            if column:
                return f"{where} {column}"
    return ""


def _written(inputs: Inputs, insee: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "communes.csv, colonne", inputs.communes.get(insee, {})
    yield "campaign.toml, clé", inputs.campaign
