"""Content controls by their tags: what a commune completed, read back exactly; and completed by the program."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from generator.word.package import WORD, open_package
from generator.word.packaging import dated, parsed, parts_of, serialized
from generator.word.styles import is_on, value
from generator.word.wordtext import drop_unread, text_element, text_of

_PLACEHOLDER = re.compile(r"\s*\[[^\[\]]*\]\s*")
#: The name of the placeholder's style, whose identifier Word translates.
_STYLE = "placeholder text"
#: What the control remembers of an earlier value, and what would put that value back when Word opens the file.
_STALE = (("dataBinding", None), ("date", "fullDate"), ("dropDownList", "lastValue"), ("comboBox", "lastValue"))
_SIGNS = {"\n": "br", "\t": "tab"}
_PREFIX = {"w": WORD.strip("{}")}


@dataclass(frozen=True, slots=True)
class Control:
    """What a content control shows; ``placeholder`` when that is only what asks for a text."""

    text: str
    placeholder: bool


def read_controls(docx: bytes, *, only_read: bool = False) -> Mapping[str, Control]:
    """Return the content controls of a DOCX by tag, those of headers, footers and text boxes too.

    The text is exact; the paragraphs of a control are lines. Of controls of the same tag, the first completed one is
    given. Text in square brackets is a placeholder whatever bears it: programs other than Word lose the mark. Their
    style alone says nothing: what is typed in LibreOffice keeps it. What came back, ``only_read``, is opened as
    ``open_package`` does, without what is struck through or hidden. Raises UnreadableError when the file is no DOCX.
    """
    controls: dict[str, Control] = {}
    package = open_package(docx, only_read=only_read)
    if only_read:
        drop_unread(package)
    for part in package.parts.values():
        for tag, control in _tagged(part):
            found = _read(control)
            if tag not in controls or (controls[tag].placeholder and not found.placeholder):
                controls[tag] = found
    return controls


def fill_controls(docx: bytes, values: Mapping[str, str], *, packed: bool = True) -> bytes:
    """Return a DOCX whose controls of these tags show these texts, and can be read back and completed again.

    The text takes the format of the control's own text, never the placeholder's; a line break in a value begins a
    paragraph where the control holds paragraphs, a line elsewhere. A tag that no control bears is left out. The parts
    that hold none of these controls keep their bytes, and the same input gives the same bytes; one that is thrown away
    soon need not be ``packed``.
    """
    parts = parts_of(docx, r".*\.xml")
    styles = frozenset(_placeholder_styles(parts))
    filled = {name: _fill_part(part, values, styles) for name, part in parts.items() if b"sdtContent" in part}
    return dated(docx, filled, packed=packed)


def _tagged(part: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for control in part.iter(WORD + "sdt"):
        tag = value(control.find(f"{WORD}sdtPr/{WORD}tag"))
        if tag and control.find(WORD + "sdtContent") is not None:
            yield tag, control


def _read(control: etree._Element) -> Control:
    content = control.find(WORD + "sdtContent")
    text = "" if content is None else text_of(content)
    marked = is_on(control.find(f"{WORD}sdtPr/{WORD}showingPlcHdr"))
    return Control(text, marked or _PLACEHOLDER.fullmatch(text) is not None)


def _placeholder_styles(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, part in parts.items():
        if name.endswith("styles.xml"):
            for style in parsed(part).iter(WORD + "style"):
                if value(style.find(WORD + "name")).lower() == _STYLE:
                    yield value(style, "styleId")


def _fill_part(data: bytes, values: Mapping[str, str], placeholders: frozenset[str]) -> bytes:
    part = parsed(data)
    named = [(control, values[tag]) for tag, control in _tagged(part) if tag in values]
    for control, text in named:
        _fill(control, text, placeholders)
    return serialized(part) if named else data


def _fill(control: etree._Element, text: str, placeholders: frozenset[str]) -> None:
    properties, content = control.find(WORD + "sdtPr"), control.find(WORD + "sdtContent")
    assert properties is not None  # _tagged found both
    assert content is not None
    run = _run_properties(properties, content, placeholders)
    for mark in properties.findall(WORD + "showingPlcHdr"):
        properties.remove(mark)
    _forget(properties)
    paragraph = next(content.iter(WORD + "p"), None)
    if paragraph is None:
        content[:] = _runs(text, run)
        return
    parent = paragraph.getparent()
    assert parent is not None  # it is inside the control
    place = parent.index(paragraph)
    parent[:] = [child for child in parent if child.tag not in (WORD + "p", WORD + "tbl", WORD + "sdt")]
    parent[place:place] = [_paragraph(paragraph, line, run) for line in text.split("\n")]


def _forget(properties: etree._Element) -> None:
    for name, attribute in _STALE:
        for element in properties.findall(WORD + name):
            if attribute is None:
                properties.remove(element)
            else:
                element.attrib.pop(WORD + attribute, "")


def _run_properties(
    properties: etree._Element, content: etree._Element, placeholders: frozenset[str]
) -> etree._Element | None:
    """Return the format of the control's text: the one set for it, else that of what it shows."""
    chosen = properties.find(WORD + "rPr")
    if chosen is None:
        chosen = content.find(f".//{WORD}r/{WORD}rPr")
    if chosen is None:
        return None
    chosen = copy.deepcopy(chosen)
    chosen.tail = None
    for style in chosen.findall(WORD + "rStyle"):
        if value(style) in placeholders:
            chosen.remove(style)
    return chosen if len(chosen) else None


def _paragraph(model: etree._Element, line: str, run: etree._Element | None) -> etree._Element:
    paragraph = etree.Element(WORD + "p", nsmap=_PREFIX)
    properties = model.find(WORD + "pPr")
    paragraph.extend([copy.deepcopy(properties)] if properties is not None else [])
    paragraph.extend(_runs(line, run))
    return paragraph


def _runs(text: str, properties: etree._Element | None) -> list[etree._Element]:
    run = etree.Element(WORD + "r", nsmap=_PREFIX)
    run.extend([copy.deepcopy(properties)] if properties is not None else [])
    for piece in re.split(r"([\n\t])", text):
        if piece in _SIGNS:
            run.append(etree.Element(WORD + _SIGNS[piece]))
        elif piece:
            run.append(text_element(piece))
    return [run]
