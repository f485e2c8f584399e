"""Word's own fields: those that come out right everywhere, and what to write instead of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from generator.errors import Problem
from generator.inspection.format import FIELDS, FIELDS_KEPT, NAMING, OTHER_FIELD
from generator.inspection.opened import Opened
from generator.inspection.shapes import Shape, nearest
from generator.word.package import WORD
from generator.word.paragraphs import Flow
from generator.word.parts import MARGINS
from generator.word.styles import value

#: What a page number may say of its own form.
_PLAIN = re.compile(r"(\\\*\s*(MERGEFORMAT|CHARFORMAT|Arabic)\s*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its code, and the element where it begins; ``whole`` unless it lacks an end or a beginning."""

    code: str
    element: etree._Element
    whole: bool = True

    @property
    def words(self) -> list[str]:
        """The words of the code, those between quotes as one, with their quotes."""
        return re.findall(r'"[^"]*"|\S+', self.code)

    @property
    def kind(self) -> str:
        """The first word of the code, in capitals; « = » for a formula."""
        first = self.words[0].upper() if self.words else ""
        return "=" if first.startswith("=") else first


def check_fields(template: Opened) -> Iterator[Problem]:
    """Find the fields that the program cannot keep right.

    They show what they last showed, or what the day, the computer and the engine make of them.
    """
    for flow in template.texts:
        for field in read_fields(template.root(flow)):
            if wrong := _wrong(field, flow, template.shapes):
                yield flow.problem(field.element, *wrong)


def read_fields(part: etree._Element) -> Iterator[Field]:
    """Yield the fields of a part, those inside others too (ISO/IEC 29500-1, 17.16)."""
    opened: list[tuple[etree._Element, list[str]]] = []
    for element in part.iter(WORD + "fldSimple", WORD + "fldChar", WORD + "instrText"):
        if element.tag == WORD + "fldSimple":
            yield Field(value(element, "instr").strip(), element)
        elif element.tag == WORD + "instrText":
            if opened:
                opened[-1][1].append(element.text or "")
            else:
                yield Field((element.text or "").strip(), element, whole=False)
        elif value(element, "fldCharType") == "begin":
            opened.append((element, []))
        elif value(element, "fldCharType") == "end":
            if not opened:
                yield Field("", element, whole=False)
                continue
            begun, code = opened.pop()
            yield Field("".join(code).strip(), begun)
    for begun, code in opened:
        yield Field("".join(code).strip(), begun, whole=False)


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
