"""What a dossier that is to be signed lacks in its files: documents, the deliberation, who signs, other blanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.desktop import typed_command
from generator.dossiers.records import DocumentRecord
from generator.errors import Problem
from generator.inputs.pieces import Piece
from generator.register.originals import original_path
from generator.register.standing import Standing
from generator.rendering.context import BY_HAND, DESIGNATED
from generator.stages.obstacles import Examination
from generator.stages.workspace import Workspace
from generator.word.controls import read_controls

#: What to do when a deliberation is recorded, but designates nobody to sign (CGCT, articles L. 2122-26 and L. 5211-9).
UNDESIGNATED = (
    "la délibération enregistrée ne désigne personne pour signer : faites compléter la désignation par le conseil et "
    "enregistrez-la de nouveau (conventions intake --replace), ou donnez un vice-président à cette commune "
    "([[epci.representants]])"
)


def missing(
    standing: Standing,
    examination: Examination,
    records: Sequence[DocumentRecord],
    known: Sequence[Piece],
    space: Workspace,
) -> Iterator[Problem]:
    """Yield what is missing from the files of the output: documents, the deliberation, who signs, other blanks."""
    act, undesignated = examination.act, examination.undesignated
    name, rebuild = examination.commune.nom, "lancez « conventions build »"
    if standing.act and standing.act.unread:
        message = "à vérifier : ce que le conseil a autorisé n’a jamais été lu dans la délibération enregistrée"
        path = original_path(space.project.register, standing.act.original)
        again = f"relisez-la : {typed_command('conventions', 'intake', path)}"
        yield Problem("error", message, again, commune=name)
    pieces = {piece.kind for piece in known if piece.a_signer and piece.templated}
    if act and undesignated:
        message = "personne n’est désigné pour signer à la place du maire"
        yield Problem("error", message, f"{UNDESIGNATED}, puis {rebuild}", commune=name)
    elif act and act.transmitted_on and standing.state == "complete" and not records:
        yield Problem("error", "ses documents ne sont plus parmi les dossiers fabriqués", rebuild, commune=name)
    elif act and act.transmitted_on and standing.state != "complete":
        message = "le dossier n’a pas été refait avec le numéro et la date de la délibération"
        yield Problem("error", message, rebuild, commune=name)
    for record in records:
        harmed = [file.path for file in record.files if not file.intact(space.project.output)]
        if harmed:
            message = f"{', '.join(harmed)} : fichier absent ou modifié depuis sa fabrication"
            yield Problem("error", message, rebuild, commune=name)
        elif record.kind in pieces:
            controls = read_controls((space.project.output / record.files[0].path).read_bytes())
            for tag, control in controls.items():
                if control.placeholder and not tag.startswith(BY_HAND) and not (act and tag == DESIGNATED):
                    message = f"{record.files[0].path} : « {control.text.strip()} » reste à compléter"
                    yield Problem("error", message, f"enregistrez la délibération, puis {rebuild}", commune=name)
