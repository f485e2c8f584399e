"""What a template carries beside its text, and each document with it: a signature, a lock, changes, comments, marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from generator.errors import Problem
from generator.inspection.grounds import is_dark
from generator.inspection.opened import Opened
from generator.language.agreement import plural
from generator.word.package import WORD
from generator.word.paragraphs import Paragraph
from generator.word.shadings import HIGHLIGHTS, is_colour
from generator.word.styles import is_on, value

#: What the package's links call a signature (ISO/IEC 29500-2, 12).
_SIGNED = "/digital-signature/origin"
_TEMPLATE = "/attachedTemplate"
#: The protections that let nobody write in a zone; those of forms and of tracked changes do.
_LOCKED = ("readOnly", "comments")
_ON = ("1", "true", "on")
_START = "début du document"


def check_carried(template: Opened) -> Iterator[Problem]:
    """Find a signature, which no document made of the template deserves, what locks zones, and an attached template."""
    package = template.package
    if any(link.get("Type", "").endswith(_SIGNED) for link in package.parts.get("_rels/.rels", ())):
        yield Problem(
            "error",
            "le modèle est signé numériquement : chaque document en porterait une signature qui n’est pas la sienne",
            "dans Word : Fichier, Informations, Afficher les signatures, « Supprimer la signature » pour chacune",
            place=_START,
        )
    settings = package.related("settings")
    if settings is None:
        return
    name, root = settings
    lock = root.find(WORD + "documentProtection")
    zones, open_to_all = (next(package.document.iter(WORD + tag), None) for tag in ("sdt", "permStart"))
    if (
        value(lock, "edit") in _LOCKED
        and value(lock, "enforcement") in _ON
        and zones is not None
        and open_to_all is None
    ):
        yield Problem(
            "error",
            "le modèle est protégé contre les modifications : personne ne pourrait compléter ses zones dans Word",
            "dans Word : Révision, Restreindre la modification, « Désactiver la protection »",
            place=_START,
        )
    for link in package.links(name):
        if link.get("Type", "").endswith(_TEMPLATE):
            yield Problem(
                "warning",
                f"un modèle de Word lui est attaché ({link.get('Target', '')}) : les communes en liraient l’adresse, "
                "où leur Word le chercherait",
                "dans Word : Développeur, Modèle de document : écrivez Normal à la place de ce nom",
                place=_START,
            )


_CHANGES = (
    *("ins", "del", "moveFrom", "moveTo", "numberingChange", "tblGridChange", "cellIns", "cellDel", "cellMerge"),
    *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),
)
#: What a document was before its tracked changes: deleted text, former properties.
_FORMER = tuple(WORD + name for name in ("del", "moveFrom", *(name for name in _CHANGES if name.endswith("Change"))))


def check_revisions(template: Opened) -> Iterator[Problem]:
    """Find tracked changes and comments: the place told is that of the first.

    What the document was before the changes leaves the package: nothing else is told of it, since accepting them,
    which is the remedy, takes it away.
    """
    changes, first = _count(template, _CHANGES)
    if changes:
        many = f"{changes} modifications suivies restent" if changes > 1 else "une modification suivie reste"
        yield Problem(
            "error",
            f"{many} dans le modèle{first[1]}",
            "dans Word : Révision, Accepter, « Accepter toutes les modifications et arrêter le suivi »",
            place=first[0],
        )
        for element in [one for part in template.package.parts.values() for one in part.iter(*_FORMER)]:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    comments, first = _count(template, ("commentReference",))
    if comments:
        many = f"{comments} commentaires restent" if comments > 1 else "un commentaire reste"
        yield Problem(
            "error",
            f"{many} dans le modèle : les communes pourraient lire ce qui y est écrit{first[1]}",
            "dans Word : Révision, Supprimer, « Supprimer tous les commentaires du document »",
            place=first[0],
        )


def _count(template: Opened, names: tuple[str, ...]) -> tuple[int, tuple[str, str]]:
    """Return how many of some elements the parts hold, and the place of the first with the text around."""
    wanted = tuple(WORD + name for name in names)
    count, first = 0, ("", "")
    for flow in template.texts:
        found = list(template.root(flow).iter(*wanted))
        count += len(found)
        if found and not first[0]:
            paragraph = flow.nearest(found[0])
            around = f" (près de « {paragraph.text[:80].strip()} »)" if paragraph and paragraph.text.strip() else ""
            first = (flow.where(found[0]), around)
    return count, first


#: The colours of the highlighter by which people mark what is still to do; the others may be a page's own.
_MARKERS = ("cyan", "green", "magenta", "yellow")
#: How far red, green and blue are apart in a colour that is no grey.
_TINGED = 0x20
_COLOURS = tuple(HIGHLIGHTS[name] for name in _MARKERS)


def check_marked(template: Opened) -> Iterator[Problem]:
    """Find the words that were highlighted or struck through: the first place of each kind tells of all."""
    found: dict[str, list[Problem]] = {}
    for paragraph in template.paragraphs if _has_marks(template) else ():
        for piece in paragraph.pieces:
            text = (piece.element.text or "").strip()[:40]
            mark = _mark(template, paragraph, piece.run) if text and not paragraph.is_completed(piece.start) else ""
            if mark:
                message = f"du texte est {mark} (« {text} ») : il le serait dans chaque document"
                problem = paragraph.problem(message, _UNMARK[mark], piece.start, level="warning")
                found.setdefault(mark, []).append(problem)
    for first, *more in found.values():
        many = f" ; {plural(len(more) + 1, 'endroit')} dans ce modèle" if more else ""
        yield replace(first, message=f"{first.message}{many}")


_UNMARK = {
    "surligné": "écrivez le texte définitif, et retirez sa surbrillance (Accueil) ou sa trame (Bordures et trame)",
    "barré": "supprimez ce texte, ou décochez « Barré » dans Police",
}


def _has_marks(template: Opened) -> bool:
    """Tell whether a part, its styles too, has such marks: few templates have."""
    names = tuple(WORD + name for name in ("highlight", "strike", "dstrike"))
    return any(
        one.tag in names or _is_bright(value(one, "fill"))
        for part in template.package.parts.values()
        for one in part.iter(*names, WORD + "shd")
    )


def _mark(template: Opened, paragraph: Paragraph, run: etree._Element) -> str:
    """Return how a run is marked, by its own colour, or that of its paragraph or cell; "" for not at all."""

    def said(name: str) -> etree._Element | None:
        return template.styles.run_property(run, paragraph.element, name)

    cell = paragraph.cell.find(f"{WORD}tcPr/{WORD}shd") if paragraph.cell is not None else None
    around = (template.styles.paragraph_property(paragraph.element, "shd"), cell)
    marked = value(said("highlight")) in _MARKERS or _is_bright(value(said("shd"), "fill"))
    if marked or any(value(one, "fill").upper() in _COLOURS for one in around):
        return "surligné"
    return "barré" if is_on(said("strike")) or is_on(said("dstrike")) else ""


def _is_bright(fill: str) -> bool:
    """Tell whether the ground of words is a light colour that is no grey, as other programs have their highlighters."""
    light = bytes.fromhex(fill) if is_colour(fill) and not is_dark(fill) else b"\0"
    return max(light) - min(light) >= _TINGED
