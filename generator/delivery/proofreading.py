"""The inspection of courriel.txt and relance.txt: what is wrong with their tags, line by line, before any letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from lxml import etree

from generator.delivery.letter import Passage, read_letter_text
from generator.errors import Problem, TemplateError
from generator.inputs.campaign import LETTER
from generator.inspection.blocks import read_blocks
from generator.inspection.expressions import read_expressions
from generator.inspection.shapes import Shape, known_shapes
from generator.rendering.environment import make_environment
from generator.rendering.tags import Tag, read_tags
from generator.word.package import WORD
from generator.word.paragraphs import Flow, Paragraph, Piece, Place

#: A tag that names what changed since a dossier was sent.
_RESENT = re.compile(r"\{[{%][^}]*\brenvoi\b")


def inspect_letter(data: bytes, columns: Iterable[str], name: str = LETTER) -> list[Problem]:
    """Return everything wrong with the letter of a file, errors first; ``columns`` are those of communes.csv.

    Tags are looked at as in the Word templates, each line being a paragraph; a letter has no logo.
    """
    try:
        text = read_letter_text(data, name)
    except TemplateError as error:
        return list(error.problems)
    shapes = {name: shape for name, shape in known_shapes(frozenset(columns)).items() if shape.kind != "image"}
    found = dict.fromkeys([*_inspect(text.subject, shapes), *_inspect(text.body, shapes)])
    return [replace(problem, file=name) for problem in sorted(found, key=lambda problem: problem.level != "error")]


def doubt_letter(data: bytes) -> list[Problem]:
    """Warn of a courriel.txt that would go out again, for a dossier that changed, without a word of it."""
    text = read_letter_text(data)
    if any(_RESENT.search(line) for line in (*text.subject.lines, *text.body.lines)):
        return []
    message = "un dossier renvoyé partirait avec le même message : rien n’y dit qu’il a été modifié"
    example = "{% if renvoi %}Ce message remplace notre envoi du {{ renvoi.envoye_le|date_longue }}.{% endif %}"
    remedy = f"ajoutez par exemple : {example}"
    return [Problem("warning", message, remedy, LETTER)]


def _inspect(passage: Passage, shapes: Mapping[str, Shape]) -> list[Problem]:
    problems: list[Problem] = []
    tags = [_of_text(tag, problems) for tag in read_tags(_flow(passage), problems)]
    blocks: list[Problem] = []
    statements = read_blocks(tags, blocks)
    # What only warns there is about Word's paragraphs: in a text, a condition may well hold several lines.
    problems += [problem for problem in blocks if problem.level == "error"]
    return problems + read_expressions(statements, make_environment(), shapes)


def _of_text(tag: Tag, problems: list[Problem]) -> Tag:
    """Return a tag without the letters that name a paragraph or a row of Word, which are a fault in a text."""
    if tag.scope:
        meant = f"{tag.opener} {tag.code} {tag.text[-2:]}"
        problems.append(tag.problem(f"{tag.shown} : « {tag.scope} » ne sert que dans Word", f"écrivez {meant}"))
    return replace(tag, scope="")


def _flow(passage: Passage) -> Flow:
    """Return the lines as paragraphs; their elements stand only for their places."""
    body = etree.Element(WORD + "body")
    paragraphs = []
    for rank, line in enumerate(passage.lines):
        element = etree.SubElement(body, WORD + "p")
        run = etree.SubElement(element, WORD + "r")
        piece = Piece(0, etree.SubElement(run, WORD + "t"), run, rank)
        paragraphs.append(Paragraph(element, Place("", row=passage.first + rank), line, (piece,)))
    return Flow("", "text", "", tuple(paragraphs))
