"""What the pages of packs and recueils must bear: each its place among all, and in the contents where packs begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.dossiers.manifest import Manifest
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.inputs.kinds import PACK, RECUEIL, RECUEIL_AVENANTS, volume_of
from generator.language.agreement import plural
from generator.pdf.conformity import Failure
from generator.stages.recueil import stamp, stamp_recueil

#: Where a row of the contents sends, after its number: « . . . . 12 », or « . . vol. 2, p. 12 ».
_SENDS = re.compile(r"[ .\n]*(?:vol\. ([0-9]+), p\. )?([0-9]+)\s*$", re.MULTILINE)

#: The text of the pages of each file that could be read, by its path.
Texts = Mapping[str, Sequence[str]]


def check_folios(record: DocumentRecord, file: FileRecord, read: Texts, manifest: Manifest) -> Iterator[Failure]:
    """Check the pages that could be read: how many, and that each of a pack or of a recueil bears its place."""
    texts = read[file.path]
    if file.pages is None or not texts:
        return
    if len(texts) != file.pages:
        yield Failure("numbering", "pages", f"{plural(len(texts), 'page')} au lieu de {file.pages}")
    if record.kind == PACK:
        yield from _stamped(lambda page: stamp(record.number, page, len(texts)), texts, 0, len(texts))
    base, rank = volume_of(record.kind)
    if base not in (RECUEIL, RECUEIL_AVENANTS):
        return
    volume = rank if file.path != f"{base}.pdf" else 0
    yield from _stamped(lambda page: stamp_recueil(volume, page, len(texts)), texts, 0, len(texts))
    first = manifest.document("", base)
    bound = [pack for pack in manifest.documents if pack.kind == PACK]
    packs = [pack for pack in bound if bool(pack.rank) == (base == RECUEIL_AVENANTS)]
    if packs and first and (front := read.get(first.files[0].path)):
        yield from _contents(front, packs, rank, texts)


def _stamped(stamped: Callable[[int], str], texts: Sequence[str], start: int, total: int) -> Iterator[Failure]:
    """Check that ``total`` pages after the first ``start`` bear their place, once."""
    for page in range(1, total + 1):
        text = texts[start + page - 1] if start + page <= len(texts) else ""
        if text.count(stamped(page)) != 1:
            message = f"page {start + page} : « {stamped(page)} » devrait y figurer une fois"
            yield Failure("numbering", "stamp", message)


def _contents(
    front: Sequence[str], packs: Sequence[DocumentRecord], rank: int, texts: Sequence[str]
) -> Iterator[Failure]:
    """Check that the contents, at the ``front``, send to where each pack begins in this volume and its pages follow.

    Those of the first volume, which may hold no pack itself, name the packs of all.
    """
    before = next((page for page, text in enumerate(front) if f"{packs[0].number} — 1/" in text), None)
    head = "\n".join(front[:before])
    after = 0
    for pack in packs:
        found = _row(head, pack.number, after) or _row(head, pack.number, 0)
        if not found:
            if rank == 1:
                yield Failure("numbering", "contents", f"le sommaire ne mentionne pas {pack.number} ({pack.commune})")
            continue
        after = found.end()
        if int(found[1] or 1) == rank:
            yield from _follow(pack, texts, int(found[2]) - 1)


def _follow(pack: DocumentRecord, texts: Sequence[str], start: int) -> Iterator[Failure]:
    total = pack.files[0].pages or 0
    yield from _stamped(lambda page: stamp(pack.number, page, total), texts, start, total)


def _row(head: str, number: str, after: int) -> re.Match[str] | None:
    """Return where the row of a number sends: rows come in order, so that it is looked for from the last one on."""
    while (at := head.find(number, after)) >= 0:
        after = at + len(number)
        if found := _SENDS.match(head, after):
            return found
    return None
