"""Word's own fields: those that come out right everywhere, and what to write instead of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.errors import Problem
from generator.inspection.format import FIELDS, FIELDS_KEPT, NAMING, OTHER_FIELD
from generator.inspection.opened import Opened
from generator.inspection.shapes import Shape, nearest
from generator.word.fields import Field, read_fields
from generator.word.paragraphs import Flow
from generator.word.parts import MARGINS

#: What a page number may say of its own form.
_PLAIN = re.compile(r"(\\\*\s*(MERGEFORMAT|CHARFORMAT|Arabic)\s*)*", re.IGNORECASE)


def check_fields(template: Opened) -> Iterator[Problem]:
    """Find the fields that the program cannot keep right.

    They show what they last showed, or what the day, the computer and the engine make of them.
    """
    for flow in template.texts:
        for field in read_fields(template.root(flow)):
            if wrong := _wrong(field, flow, template.shapes):
                yield flow.problem(field.element, *wrong)


def _wrong(field: Field, flow: Flow, shapes: Mapping[str, Shape]) -> tuple[str, str] | None:
    """Return what is wrong with a field, and the remedy; None for one that comes out right."""
    kind, shown = field.kind, " ".join(field.code.split())[:60]
    if not field.whole:
        return f"un champ de Word est abîmé{f' ({shown})' if shown else ''}", "supprimez-le et refaites-le"
    if kind in ("PAGE", "NUMPAGES"):
        if flow.kind not in MARGINS:
            return f"un champ {kind} est dans le texte", "placez-le dans l’en-tête ou le pied de page"
        if not _PLAIN.fullmatch(" ".join(field.words[1:])):
            return (
                f"un champ {kind} demande un format que les moteurs n’écrivent pas tous ({shown})",
                "Insertion, Numéro de page, Format : 1, 2, 3…",
            )
        return None
    if kind in FIELDS_KEPT:
        return None
    meaning, remedy = FIELDS.get(kind, OTHER_FIELD)
    if kind in NAMING and len(field.words) > 1:
        name = field.words[1].strip('"')
        tag = _tag(name, shapes)
        what = f"le champ {kind} « {name} » reste dans le modèle : {meaning}"
        return what, f"écrivez la balise {{{{ {tag} }}}}" if tag else remedy
    return f"un champ {kind or 'vide'} est dans le modèle{f' ({shown})' if shown != kind else ''} : {meaning}", remedy


def _tag(name: str, shapes: Mapping[str, Shape]) -> str:
    """Return the variable that a field's name resembles most: « commune.nom » for Nom_Commune."""
    asked = frozenset(re.findall(r"[^\W_]+", name.lower()))
    for first, group in shapes.items():
        for key in group.fields:
            if frozenset((*re.findall(r"[^\W_]+", key), first)) == asked or frozenset(key.split("_")) == asked:
                return f"{first}.{key}"
    mayor = "commune.nom_maire" if asked == {"maire"} else ""
    return mayor or nearest(name, None, shapes)
