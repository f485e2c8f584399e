"""What changed in a dossier since a commune was sent it: the documents, and their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from generator.dossiers.comparison import Change, compare
from generator.dossiers.manifest import Manifest
from generator.dossiers.records import DocumentRecord
from generator.errors import RegisterError, UnreadableError
from generator.inputs.pieces import Piece
from generator.inputs.remembered import stated
from generator.register.mailings import Mailing
from generator.register.originals import Original, read_original
from generator.word.passages import read_passages

#: How many changes are told in words, and how many letters of each side; the documents are named in any case.
_TOLD, _LONGEST = 6, 90
#: How many documents are remembered as they compare with what left: those of thousands of communes.
_COMPARED = 50_000


@dataclass(frozen=True, slots=True)
class WordChange:
    """One change in words, « a » → « b », once for all the documents (by kind) in which it is the same."""

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resend:
    """Why a dossier is to be sent again: ``kinds`` are the documents whose words changed, or that left it.

    ``words`` are the first changes, once somebody asked for them; ``more`` tells how many are not among them.
    """

    mailing: Mailing
    kinds: tuple[str, ...]
    words: tuple[WordChange, ...] = ()
    more: int = 0


def resend_of(mailing: Mailing | None, manifest: Manifest | None, output: Path, register: Path) -> Resend | None:
    """Return why what was prepared or sent is no longer what the output holds; None when it is.

    A document whose words are the same is the same. What left before the register kept files, and a dossier of which
    the output holds nothing, are not judged; what is lost is told as changed.
    """
    if mailing is None or manifest is None or not mailing.files:
        return None
    now = _now(mailing, manifest)
    changed = tuple(
        kind
        for kind, original in mailing.files.items()
        if not (kind in now and _is(original, now[kind], output, register))
    )
    return Resend(mailing, changed) if now and changed else None


def worded(resend: Resend, manifest: Manifest | None, output: Path, register: Path) -> Resend:
    """Return the same with what changed in words, for which they are read once more; not of what is lost."""
    now = _now(resend.mailing, manifest) if manifest else {}
    told: dict[str, list[str]] = {}
    for kind in resend.kinds:
        path = output / now[kind].files[0].path if kind in now else output
        if path.suffix == ".docx" and path.is_file():
            with suppress(RegisterError):
                for change in compare(read_original(register, resend.mailing.files[kind]), path.read_bytes()):
                    for text in _told(change):
                        told.setdefault(text, []).append(kind)
    found = [WordChange(text, tuple(dict.fromkeys(kinds))) for text, kinds in told.items()]
    return replace(resend, words=tuple(found[:_TOLD]), more=len(found[_TOLD:]))


def titles(pieces: Iterable[Piece]) -> dict[str, str]:
    """Return how documents are called within a sentence, by kind."""
    return {piece.kind: piece.titre[:1].lower() + piece.titre[1:] for piece in pieces}


def _now(mailing: Mailing, manifest: Manifest) -> dict[str, DocumentRecord]:
    """Return what the output holds of a dossier, by kind: its Word documents and its annexes."""
    return {
        record.kind: record
        for record in manifest.dossier(mailing.document)
        if record.files[0].path.endswith(".docx") or record.annexe
    }


def _is(original: Original, record: DocumentRecord, output: Path, register: Path) -> bool:
    """Tell whether a document of the output is what left, or says the same."""
    file = record.files[0]
    if file.sha256 == original.sha256:
        return True
    path = output / file.path
    state = stated([path]).get(path)
    try:
        return state is not None and _says_the_same(original, register, path, (file.sha256, *state))
    except (OSError, RegisterError):  # what left is not there to be compared
        return False


@lru_cache(_COMPARED)
def _says_the_same(original: Original, register: Path, path: Path, _state: tuple[str | int, ...]) -> bool:
    """Tell whether two versions of a document say the same, once as long as the file stands."""
    try:
        before, now = read_passages(read_original(register, original)), read_passages(path.read_bytes())
    except UnreadableError:
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
