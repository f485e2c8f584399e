"""Two readings of one scan held against each other: what both say is certain, what they do not, doubtful with both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from generator.intake.fields import FIELDS, Field, ReadDeliberation, doubted
from generator.papers.letters import fold

#: How they are called where their readings are shown.
FIRST, SECOND, BENEATH = "Tesseract", "RapidOCR", "le texte caché du PDF"
#: Fields that are one sign for another where a comma or a space differs; in the others letters and figures alone tell.
_EXACT = ("numero", "identifiant")


def agreed(
    first: Sequence[ReadDeliberation], second: Sequence[ReadDeliberation], reader: str = SECOND
) -> tuple[ReadDeliberation, ...]:
    """Return the deliberations of a scan as its two readers read them together; ``reader`` is how the second is called.

    A field that both read alike is as sure as the surer of them; one that they read differently, or that one of them
    does not find, is doubtful, and its ``why`` shows both readings. Its value is that of the surer.
    """
    if len(first) != len(second):
        why = f"{FIRST} voit ici {_deliberations(len(first))} et {reader} {_deliberations(len(second))}"
        return tuple(
            replace(one, fields={name: doubted(field, why) for name, field in one.fields.items()}) for one in first
        )
    return tuple(
        replace(one, fields={name: _agreed(name, one, other, reader) for name in FIELDS})
        for one, other in zip(first, second, strict=True)
    )


def _deliberations(count: int) -> str:
    return "une délibération" if count == 1 else f"{count} délibérations"


def _agreed(name: str, one: ReadDeliberation, other: ReadDeliberation, second: str) -> Field:
    read, again = one.fields[name], other.fields[name]
    surer = again if read.confidence != "certain" and again.confidence == "certain" else read
    if read.value is None and again.value is None:
        return read
    if read.value is None or (surer is read and again.value is None):
        surer = again if read.value is None else read
    elif _key(name, one) == _key(name, other):
        return surer
    readings = _differing(name, one.shown(name), other.shown(name))
    return doubted(
        surer, " et ".join(f"{reader} {text}" for reader, text in zip((FIRST, second), readings, strict=True))
    )


def _key(name: str, deliberation: ReadDeliberation) -> str:
    """Return what is compared of a field: letters and figures, and where one name ends."""
    text = fold(deliberation.shown(name)).replace("œ", "oe")
    return re.sub(r"\s" if name in _EXACT else r"[^a-z0-9;]", "", text)


def _differing(name: str, read: str, again: str) -> tuple[str, str]:
    """Return what differs of two readings: of lists the names, of a text the words, with one on each side."""
    apart = " ; " if name.startswith("noms_") or name in ("pouvoirs", "signataires", "sans_part") else " "
    words, others = read.split(apart), again.split(apart)
    if not read or not again or (apart == " " and len(words) < 8):
        return _quoted(read), _quoted(again)
    same = SequenceMatcher(None, [fold(word) for word in words], [fold(word) for word in others], autojunk=False)
    changes = [change for change in same.get_opcodes() if change[0] != "equal"]
    around = 0 if apart == " ; " else 1
    shown = [
        (apart.join(words[max(0, a - around) : b + around]), apart.join(others[max(0, c - around) : d + around]))
        for _, a, b, c, d in changes
    ]
    return _all(one for one, _ in shown), _all(other for _, other in shown)


def _all(texts: Iterable[str]) -> str:
    read = [f"« {text} »" for text in texts if text]
    return f"lit {', '.join(read)}" if read else "ne lit rien"


def _quoted(text: str) -> str:
    return _all([text])
