"""The inspection of a template: everything wrong with it, at once, each fault with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from jinja2 import Environment
from lxml import etree

from generator.errors import Problem, UnreadableError
from generator.inspection.accessibility import check_accessibility
from generator.inspection.bare import check_bare
from generator.inspection.blocks import read_blocks
from generator.inspection.carried import check_carried, check_marked, check_revisions
from generator.inspection.elements import check_elements
from generator.inspection.endings import check_blank, check_breaks, check_ending, check_gaps
from generator.inspection.expressions import read_expressions
from generator.inspection.fields import check_fields
from generator.inspection.fillable import check_bound, check_controls
from generator.inspection.hidden import check_hidden, check_places, check_unused
from generator.inspection.levels import check_syntax
from generator.inspection.lines import check_boxes, check_lines, check_rows
from generator.inspection.links import check_addresses, check_anchors, check_links, check_lost
from generator.inspection.loops import check_loops
from generator.inspection.malformed import check_measures, check_placement
from generator.inspection.notes import check_notes
from generator.inspection.numberings import check_lists
from generator.inspection.opened import Opened
from generator.inspection.pictures import check_pictures
from generator.inspection.shapes import known_shapes
from generator.inspection.stampzone import check_stamp_zone
from generator.inspection.tables import check_touching, check_widths
from generator.inspection.tabulations import check_indents, check_tabs, check_underlined
from generator.inspection.typefaces import check_typefaces
from generator.rendering.environment import make_environment
from generator.rendering.tags import read_tags
from generator.word.package import DRAWING, WORD, open_package
from generator.word.paragraphs import Flow


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
def _inspect(docx: bytes, columns: frozenset[str], engine: str) -> tuple[Problem, ...]:
    try:
        package = open_package(docx)
    except UnreadableError as error:
        return (Problem("error", error.message, error.remedy),)
    template = Opened(docx, package, known_shapes(columns), engine)
    if strange := next((text for text in template.texts if _is_strange(template.root(text))), None):
        message = "ce fichier vient d’un programme qui n’écrit pas comme Word : ses balises ne seraient pas remplies"
        remedy = "ouvrez-le dans Word ou LibreOffice, et enregistrez-le de nouveau au format .docx"
        return (Problem("error", message, remedy, place=strange.place),)
    revised = list(check_revisions(template))  # what they take away is no fault of its own
    problems = [problem for flow in (*template.texts, *template.properties) for problem in _read(template, flow)]
    problems += [*_unfilled(template), *revised]
    for check in _CHECKS:
        problems += check(template)
    return tuple(dict.fromkeys(problems))


def _is_strange(root: etree._Element) -> bool:
    """Tell whether a part does not name its elements « w:… », by which the renderer's library knows them."""
    return root.nsmap.get("w") != WORD.strip("{}")


def _read(template: Opened, flow: Flow) -> list[Problem]:
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
        problems += check_loops(template, flow, statements)
    return problems + read_expressions(statements, _environment(), template.shapes)


def _elsewhere(flow: Flow) -> str:
    if flow.kind == "endnote":
        return "employez une note de bas de page (clic droit sur la note, Convertir en note de bas de page)"
    return "retirez la balise, ou placez-la dans le titre, l’objet, l’auteur ou les commentaires du document"


def _missing(template: Opened) -> Iterator[Problem]:
    """Find the parts that others lead to and that the file lacks: the renderer's library does not open it."""
    called = {flow.part: flow.place for flow in (*template.texts, *template.properties)}
    for source, target in template.package.missing:
        yield Problem(
            "error",
            f"le fichier cite « {target} », qui n’y est pas : une image ou un objet a été perdu",
            "ouvrez-le dans Word : insérez de nouveau l’image qui manque s’il y en a une, puis enregistrez-le",
            place=called.get(source, source),
        )
    blocks = template.package.related("glossaryDocument")
    if blocks and not len(blocks[1]):
        message = "la réserve de blocs de texte du fichier est vide : le moteur intégré ne l’ouvre pas"
        remedy = "ouvrez-le dans Word ou LibreOffice, et enregistrez-le de nouveau au format .docx"
        yield Problem("error", message, remedy, place="début du document")


def _unfilled(template: Opened) -> Iterator[Problem]:
    """Find the tags of charts and diagrams, which are not filled."""
    for name, root in template.package.parts.items():
        if not name.startswith(("word/charts/", "word/diagrams/")) or name.endswith(".rels"):
            continue
        text = "".join(node.text or "" for node in root.iter(DRAWING + "t", "{*}v"))
        if "{{" in text or "{%" in text:
            kind = "graphique" if "/charts/" in name else "schéma (SmartArt)"
            yield Problem(
                "error",
                f"les balises d’un {kind} ne sont pas remplies (près de « {text[:60]} »)",
                "écrivez-les dans un paragraphe ou un tableau",
                place=kind,
            )


#: What else is looked at, in the order in which it is told.
_CHECKS: tuple[Callable[[Opened], Iterator[Problem]], ...] = (
    check_controls,
    check_bound,
    check_blank,
    check_ending,
    check_gaps,
    check_breaks,
    check_bare,
    _missing,
    check_measures,
    check_placement,
    check_lines,
    check_rows,
    check_tabs,
    check_indents,
    check_underlined,
    check_boxes,
    check_lists,
    check_notes,
    check_elements,
    check_fields,
    check_hidden,
    check_unused,
    check_places,
    check_carried,
    check_marked,
    check_accessibility,
    check_pictures,
    check_touching,
    check_widths,
    check_typefaces,
    check_stamp_zone,
    check_links,
    check_lost,
    check_addresses,
    check_anchors,
)
