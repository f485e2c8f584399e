"""Tracked changes accepted or refused by other code than the program's, and documents compared element by element."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

from lxml import etree

from generator.word.package import WORD, open_package

COMES, GOES = (WORD + "ins", WORD + "moveTo"), (WORD + "del", WORD + "moveFrom")


def main_part(docx: bytes) -> Any:
    """Return the main part, untyped: lxml's types ask for a check at every step."""
    return open_package(docx).document


def settled(docx: bytes, *, accept: bool) -> Any:
    """Return the main part with its changes accepted or refused, step by step as a user of Word would see it."""
    root = copy.deepcopy(main_part(docx))
    drop = GOES if accept else COMES
    for row in root.xpath("//w:tr[w:trPr/*]", namespaces={"w": WORD.strip("{}")}):
        if any(mark.tag in drop for mark in row.find(WORD + "trPr")):
            row.getparent().remove(row)
    for paragraph in list(root.iter(WORD + "p")):
        if any(mark.tag in drop for mark in paragraph.iterfind(f"{WORD}pPr/{WORD}rPr/*")):
            kept = [child for child in paragraph if child.tag not in (*drop, WORD + "pPr")]
            assert not kept, "part of the paragraph would join the next one"
            paragraph.getparent().remove(paragraph)
    for change in list(root.iter(*COMES, *GOES)):
        parent = change.getparent()
        if parent is not None and change.tag not in drop:
            parent[parent.index(change) : parent.index(change)] = list(change)
        if parent is not None:
            parent.remove(change)
    for change in list(root.iter(WORD + "rPrChange", WORD + "pPrChange")):
        properties = change.getparent()
        former = [] if accept else list(change[0])
        own = [child for child in properties if accept or child.tag in (WORD + "rPr", WORD + "sectPr")]
        properties[:] = [*former, *(child for child in own if child is not change)]
    for table in list(root.iter(WORD + "tbl")):
        if table.find(WORD + "tr") is None:
            table.getparent().remove(table)
    return root


def plain(part: Any) -> list[str]:
    """Return a main part as lines of XML in which only what a reader can tell counts: not how text is cut in runs."""
    root = copy.deepcopy(part)
    for text in root.iter(WORD + "delText"):
        text.tag = WORD + "t"
    for name in ("rPr", "pPr", "trPr", "tcPr"):
        for properties in [found for found in root.iter(WORD + name) if not len(found) and not found.attrib]:
            properties.getparent().remove(properties)
    for run in list(root.iter(WORD + "r")):
        before = run.getprevious()
        if before is not None and before.tag == WORD + "r" and _form(before) == _form(run):
            run[:0] = [child for child in before if child.tag != WORD + "rPr" or run.find(WORD + "rPr") is None]
            before.getparent().remove(before)
    for run in root.iter(WORD + "r"):
        for before, text in pairwise(list(run)):
            if before.tag == text.tag == WORD + "t":
                text.text = (before.text or "") + (text.text or "")
                run.remove(before)
    for text in root.iter(WORD + "t"):
        text.attrib.clear()
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n").decode().replace("><", ">\n<").split("\n")


def _form(run: Any) -> bytes:
    properties = run.find(WORD + "rPr")
    return b"" if properties is None else etree.tostring(properties, method="c14n")
