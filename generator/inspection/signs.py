"""What the data hold that no document can print: an emoji, another script, a word without an end; told by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.errors import Problem, UnreadableError
from generator.inputs.communes import KNOWN, Commune
from generator.inputs.evaluation import Evaluation
from generator.inspection.lines import told_long, too_long
from generator.pdf.faces import OURS, lacking, travels
from generator.word.package import open_package
from generator.word.parts import read_flows
from generator.word.styles import Styles

_REMEDY = "écrivez un mot à la place, ou un signe de la police du texte"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that documents may print, and where it stands."""

    column: str
    text: str
    file: str
    line: int
    commune: str


def cells_of(communes: Iterable[Commune]) -> list[Cell]:
    """Return the cells of the communes, those of the campaign's own file included."""
    return [
        Cell(column, text, *commune.place(column), commune.nom)
        for commune in communes
        if commune.participe
        for column, text in commune.row.items()
    ]


def cells_of_evaluation(evaluation: Evaluation, names: Mapping[str, str]) -> list[Cell]:
    """Return the cells of an evaluation that avenants and reports print; ``names`` are by INSEE code."""
    return [
        Cell(column, row.row.get(column, ""), evaluation.name, row.line, names.get(row.insee, row.insee))
        for row in evaluation.rows
        for column in ("observations", "lieu", "mediateur", "imputation", "periode")
    ]


def cells_of_settings(text: str, file: str) -> list[Cell]:
    """Return the lines of a TOML file, without its comments, as cells of no column."""
    lines = enumerate(text.splitlines(), 1)
    return [
        Cell("", line.partition(" #")[0], file, rank, "") for rank, line in lines if not line.lstrip().startswith("#")
    ]


def check_signs(templates: Mapping[str, bytes], cells: Iterable[Cell]) -> list[Problem]:
    """Return an error for each cell that holds a sign which a face of the templates cannot print, or an endless word.

    Columns of the user's own matter where a template names them.
    """
    doubtful = [cell for cell in cells if too_long(cell.text) or any(lacking(face, cell.text) for face in OURS)]
    if not doubtful:
        return []
    faces, text = _printed(templates)
    problems = []
    for cell in doubtful:
        signs = "".join(dict.fromkeys("".join(lacking(face, cell.text) for face in faces)))
        if cell.column and cell.column not in KNOWN and f".{cell.column}" not in text:
            continue
        told = [(_without(signs), _REMEDY)] if signs else []
        if long := too_long(cell.text):
            told.append(told_long(long[0]))
        problems += [Problem("error", *one, cell.file, cell.line, cell.column, cell.commune) for one in told]
    return problems


def _without(signs: str) -> str:
    which = "le signe" if len(signs) == 1 else "les signes"
    return f"la police des documents n’a pas {which} « {' '.join(signs)} »"


def _printed(templates: Mapping[str, bytes]) -> tuple[set[str], str]:
    """Return the faces that travel in which templates print a value, and the text of all of them."""
    faces: set[str] = set()
    texts = []
    for template in templates.values():
        try:
            package = open_package(template)
        except UnreadableError:
            continue  # told by the inspection of templates
        styles = Styles(package)
        for flow in read_flows(package, styles):
            for paragraph in flow.paragraphs:
                if "{{" in paragraph.text:
                    texts.append(paragraph.text)
                    for piece in paragraph.pieces:
                        faces |= set(filter(travels, styles.fonts(piece.run, paragraph.element)))
    return faces, "\n".join(texts)
