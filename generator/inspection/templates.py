"""The inspection of a template: everything wrong with it, at once, each fault with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from jinja2 import Environment
from lxml import etree

from generator.errors import Problem
from generator.inspection.accessibility import check_accessibility
from generator.inspection.bare import check_bare
from generator.inspection.blocks import read_blocks
from generator.inspection.boxes import check_boxes
from generator.inspection.carried import check_carried
from generator.inspection.elements import check_elements
from generator.inspection.endings import check_blank, check_breaks, check_ending, check_gaps
from generator.inspection.expressions import read_expressions
from generator.inspection.fields import check_fields
from generator.inspection.fillable import check_bound, check_controls
from generator.inspection.hidden import check_hidden, check_places, check_unused
from generator.inspection.levels import check_syntax
from generator.inspection.lines import check_lines, check_rows
from generator.inspection.links import check_addresses, check_anchors, check_links, check_lost
from generator.inspection.loops import check_loops
from generator.inspection.measures import check_measures
from generator.inspection.notes import check_notes
from generator.inspection.numberings import check_lists
from generator.inspection.pictures import check_pictures
from generator.inspection.placement import check_placement
from generator.inspection.revisions import check_revisions
from generator.inspection.shapes import Shape, known_shapes
from generator.inspection.stampzone import check_stamp_zone
from generator.inspection.tables import check_touching, check_widths
from generator.inspection.tabulations import check_indents, check_tabs, check_underlined
from generator.inspection.typefaces import check_typefaces
from generator.rendering.environment import make_environment
from generator.rendering.tags import read_tags
from generator.word.namespaces import DRAWING
from generator.word.numbering import Lists
from generator.word.package import WORD, Package, UnreadableError, open_package
from generator.word.paragraphs import Flow
from generator.word.parts import read_flows
from generator.word.properties import read_properties
from generator.word.styles import Styles


def inspect_templates(templates: Mapping[str, bytes], columns: Iterable[str], engine: str = "auto") -> list[Problem]:
    """Return everything wrong with a campaign's templates, which are given by file name.

    ``columns`` are those of communes.csv, which templates name as ``commune.<column>``; ``engine`` is the choice of the
    one that prints.
    """
    known = frozenset(columns)
    return [
        problem for name, template in templates.items() for problem in inspect_template(template, name, known, engine)
    ]


def inspect_template(template: bytes, name: str, columns: frozenset[str], engine: str = "auto") -> list[Problem]:
    """Return everything wrong with the template ``name``, in the order of its parts; errors come first."""
    found = sorted(_inspect(template, columns, engine), key=lambda problem: problem.level != "error")
    return [replace(problem, file=name) for problem in found]


@cache
def _environment() -> Environment:
    return make_environment()


# A run inspects the same bytes more than once: before it renders, and again in a preview that watches a folder.
@lru_cache(maxsize=128)
def _inspect(template: bytes, columns: frozenset[str], engine: str) -> tuple[Problem, ...]:
    try:
        package = open_package(template)
    except UnreadableError as error:
        return (Problem("error", error.message, error.remedy),)
    styles = Styles(package)
    flows = [*read_flows(package, styles), *read_properties(package)]
    if strange := next((flow for flow in flows if _is_strange(package, flow)), None):
        message = "ce fichier vient d’un programme qui n’écrit pas comme Word : ses balises ne seraient pas remplies"
        remedy = "ouvrez-le dans Word ou LibreOffice, et enregistrez-le de nouveau au format .docx"
        return (Problem("error", message, remedy, place=strange.place),)
    shapes = known_shapes(columns)
    lists = Lists(package, styles)
    revised = list(check_revisions(package, flows))
    problems = [problem for flow in flows for problem in _read(package, flow, shapes, lists)]
    problems += _unfilled(package, flows)
    problems += revised
    problems += check_controls(package, flows)
    problems += check_bound(package, flows)
    problems += check_blank(flows[0])
    problems += check_ending(flows[0], styles)
    problems += check_gaps(flows[0])
    problems += check_breaks(flows[0])
    problems += check_bare(flows[0], styles)
    problems += _missing(package, flows)
    problems += check_measures(package, flows)
    problems += check_placement(package, flows)
    problems += check_lines(flows, styles)
    problems += check_rows(package, flows, styles)
    problems += check_tabs(package, styles, flows)
    problems += check_indents(package, styles, flows)
    problems += check_underlined(flows, styles)
    problems += check_boxes(package, flows, styles)
    problems += check_lists(flows, lists)
    problems += check_notes(package, flows[0])
    problems += check_elements(package, styles, flows)
    problems += check_fields(package, flows, shapes)
    problems += check_hidden(package, styles, flows)
    problems += check_unused(package, flows)
    problems += check_places(package, flows)
    problems += check_carried(package)
    problems += check_accessibility(package, styles, flows)
    problems += check_pictures(template, package, flows)
    problems += check_touching(package, flows)
    problems += check_widths(package, flows)
    problems += check_typefaces(package, styles, flows, engine)
    problems += check_stamp_zone(package, styles, flows)
    problems += check_links(package, flows)
    problems += check_lost(package, flows)
    problems += check_addresses(package, flows)
    problems += check_anchors(package, flows)
    return tuple(dict.fromkeys(problems))


def _is_strange(package: Package, flow: Flow) -> bool:
    """Tell whether a part does not name its elements « w:… », by which the renderer's library knows them."""
    return not flow.is_property and package.parts[flow.part].nsmap.get("w") != WORD.strip("{}")


def _read(package: Package, flow: Flow, shapes: Mapping[str, Shape], lists: Lists) -> list[Problem]:
    problems: list[Problem] = []
    tags = read_tags(flow, problems)
    if not flow.filled:
        return [
            tag.problem(f"{tag.shown} ne sera pas remplie à cet endroit : {flow.place}", _elsewhere(flow))
            for tag in tags
        ]
    problems += [problem for tag in tags for problem in check_syntax(tag)]
    statements = read_blocks(tags, problems)
    if flow.kind != "property":
        problems += check_loops(package, flow, statements, lists)
    return problems + read_expressions(statements, _environment(), shapes)


def _elsewhere(flow: Flow) -> str:
    if flow.kind == "endnote":
        return "employez une note de bas de page (clic droit sur la note, Convertir en note de bas de page)"
    return "retirez la balise, ou placez-la dans le titre, l’objet, l’auteur ou les commentaires du document"


def _missing(package: Package, flows: list[Flow]) -> Iterator[Problem]:
    """Find the parts that others lead to and that the file lacks: the renderer's library does not open it."""
    called = {flow.part: flow.place for flow in flows}
    for source, target in package.missing:
        yield Problem(
            "error",
            f"le fichier cite « {target} », qui n’y est pas : une image ou un objet a été perdu",
            "ouvrez-le dans Word : insérez de nouveau l’image qui manque s’il y en a une, puis enregistrez-le",
            place=called.get(source, source),
        )
    blocks = package.related("glossaryDocument")
    if blocks and not len(blocks[1]):
        message = "la réserve de blocs de texte du fichier est vide : le moteur intégré ne l’ouvre pas"
        remedy = "ouvrez-le dans Word ou LibreOffice, et enregistrez-le de nouveau au format .docx"
        yield Problem("error", message, remedy, place="début du document")


def _unfilled(package: Package, flows: list[Flow]) -> Iterator[Problem]:
    """Find the tags of charts and diagrams, which are not filled."""
    read = {flow.part for flow in flows}
    for name, root in package.parts.items():
        if name in read or not name.startswith(("word/charts/", "word/diagrams/")) or name.endswith(".rels"):
            continue
        text = "".join(_text(node) for node in root.iter(DRAWING + "t", "{*}v"))
        if "{{" in text or "{%" in text:
            kind = "graphique" if "/charts/" in name else "schéma (SmartArt)"
            yield Problem(
                "error",
                f"les balises d’un {kind} ne sont pas remplies (près de « {text[:60]} »)",
                "écrivez-les dans un paragraphe ou un tableau",
                place=kind,
            )


def _text(node: etree._Element) -> str:
    return node.text or ""
