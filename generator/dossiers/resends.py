"""What changed in a dossier since a commune was sent it: the documents, and their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.dossiers.comparison import Change, compare
from generator.dossiers.manifest import Manifest
from generator.inputs.pieces import Piece
from generator.register.mailings import Mailing
from generator.register.originals import Original, read_original
from generator.word.package import UnreadableError
from generator.word.passages import read_passages

#: How many changes are told in words, and how many letters of each side; the documents are named in any case.
_TOLD, _LONGEST = 6, 90


@dataclass(frozen=True, slots=True)
class WordChange:
    """One change in words, « a » → « b », once for all the documents (by kind) in which it is the same."""

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resend:
    """Why a dossier is to be sent again: ``kinds`` are the documents whose words changed, or that left it.

    ``words`` are the first changes; ``more`` tells how many are not among them.
    """

    mailing: Mailing
    kinds: tuple[str, ...]
    words: tuple[WordChange, ...] = ()
    more: int = 0


def resend_of(
    mailing: Mailing | None, manifest: Manifest | None, output: Path, register: Path, *, words: bool = True
) -> Resend | None:
    """Return why what was prepared or sent is no longer what the output holds; None when it is.

    A document whose words are the same is the same. What left before the register kept files, and a dossier of which
    the output holds nothing, are not judged. Without ``words``, only the documents are told. Raises RegisterError.
    """
    if mailing is None or manifest is None or not mailing.files:
        return None
    now = {
        record.kind: record.files[0].path
        for record in manifest.dossier(mailing.document)
        if record.annexe or record.files[0].path.endswith(".docx")
    }
    changed = tuple(_changed(mailing, now, manifest, output, register)) if now else ()
    if not changed:
        return None
    if not words:
        return Resend(mailing, changed)
    told: dict[str, list[str]] = {}
    for kind in changed:
        path = output / now.get(kind, "")
        if path.suffix == ".docx" and path.is_file():
            for change in compare(read_original(register, mailing.files[kind]), path.read_bytes()):
                for text in _told(change):
                    told.setdefault(text, []).append(kind)
    found = [WordChange(text, tuple(dict.fromkeys(kinds))) for text, kinds in told.items()]
    return Resend(mailing, changed, tuple(found[:_TOLD]), len(found[_TOLD:]))


def titles(pieces: Iterable[Piece]) -> dict[str, str]:
    """Return how documents are called within a sentence, by kind."""
    return {piece.kind: piece.titre[:1].lower() + piece.titre[1:] for piece in pieces}


def _changed(
    mailing: Mailing, now: Mapping[str, str], manifest: Manifest, output: Path, register: Path
) -> Iterator[str]:
    for kind, original in mailing.files.items():
        record = manifest.document(mailing.document, kind)
        if kind in now and record and record.files[0].sha256 == original.sha256:
            continue
        if kind not in now or not _same(original, output / now[kind], register):
            yield kind


def _same(original: Original, path: Path, register: Path) -> bool:
    """Tell whether two versions of a document say the same."""
    try:
        before, now = read_passages(read_original(register, original)), read_passages(path.read_bytes())
    except (OSError, UnreadableError):
        return False
    return [passage.text for passage in before] == [passage.text for passage in now]


def _told(change: Change) -> Iterator[str]:
    """Yield what changes in a passage, each replacement of words once."""
    removed = ""
    for segment in (*change.segments, None):
        if segment is not None and segment.mark == "-":
            removed = _short(segment.text)
        elif segment is not None and segment.mark == "+":
            added = _short(segment.text)
            yield f"« {removed} » devient « {added} »" if removed else f"ajouté : « {added} »"
            removed = ""
        elif removed:
            yield f"supprimé : « {removed} »"
            removed = ""


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} […]"
