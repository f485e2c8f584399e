"""Footnotes: each has one call, in a text of the body, and its number is given by the document."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.word.package import WORD
from generator.word.parts import CALL
from generator.word.styles import is_on_attribute, value


def check_notes(template: Opened) -> Iterator[Problem]:
    """Find the calls of footnotes that the engines do not print alike; those of tables and loops are told elsewhere."""
    body, found = template.body, template.package.related("footnotes")
    known = {value(note, "id") for note in found[1]} if found else set()
    called: set[str] = set()
    for call in template.root(body).iter(CALL):
        if any(parent.tag == WORD + "tc" for parent in call.iterancestors()):
            continue
        note = value(call, "id")
        if note not in known:
            yield body.problem(call, "un appel de note n’a plus de note", "supprimez-le et refaites la note")
        elif note in called:
            message = "une note de bas de page est appelée deux fois"
            yield body.problem(call, message, "gardez un seul appel, et écrivez « voir la note » à l’autre")
        elif any(parent.tag == WORD + "txbxContent" for parent in call.iterancestors()):
            message = "une note de bas de page est appelée dans une zone de texte"
            yield body.problem(call, message, "écrivez-la dans la zone, ou appelez-la hors d’elle")
        elif is_on_attribute(call, "customMarkFollows"):
            message = "un appel de note a un signe choisi (*, †…), que les moteurs n’impriment pas de même"
            yield body.problem(call, message, "Références, Insérer une note de bas de page : 1, 2, 3…")
        called.add(note)
