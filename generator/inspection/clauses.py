"""What lawyers would discuss in the campaign's own clauses: each remark once, where it really holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from generator.errors import Problem
from generator.inputs.clauses import Clause
from generator.word.paragraphs import Place
from generator.word.passages import Passage, read_passages


def comment_clauses(clauses: Iterable[Clause], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield the remarks that hold, as warnings; ``files`` are templates that open and text files, by name.

    White space does not matter: a no-break space is a space.
    """
    for clause in clauses:
        passages = _passages(clause.file, files[clause.file])
        found = [passage for passage in passages if _flat(clause.text) in passage.text] if clause.text else []
        missing = clause.absent and not any(
            _flat(word) in passage.text for passage in passages for word in clause.absent
        )
        if found:
            said = f"« {clause.text} » : {clause.reason}"
            yield Problem("warning", said, clause.suggestion, clause.file, place=str(found[0].place))
        elif missing:
            yield Problem("warning", clause.reason, clause.suggestion, clause.file)


@lru_cache(maxsize=16)
def _passages(name: str, data: bytes) -> list[Passage]:
    if name.endswith(".docx"):
        return read_passages(data)
    return [Passage("", Place(""), _flat(line)) for line in data.decode().splitlines()]


def _flat(text: str) -> str:
    return " ".join(text.split())
