"""PDFs that somebody else made: what binding would take from one, and the mark that their pages bear in a pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, String

#: The page-piece dictionary (ISO 32000-1, 14.5) that says that a page was laid out by somebody else.
_OWNER = "/Conventions"
#: Actions that do something else than go somewhere.
_PROGRAMS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute", "/Rendition"}

#: Where an object holds an action, or a dictionary of them by event.
_ACTIONS = ("/OpenAction", "/A", "/AA", "/Next")
#: What shows a content while its layers are hidden, or by a formula of its own (ISO 32000-1, 8.11.2.2).
_POLICY = re.compile(rb"/(?:AllOff|AnyOff|VE)\b")


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a PDF bears an electronic signature or a document time stamp, in a field or certifying it."""
    return next(signature_values(pdf), None) is not None


def signature_values(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the signature dictionaries of a PDF, wherever they hang: what says which bytes it covers is one."""
    for found in pdf.objects:
        if isinstance(found, Dictionary) and "/ByteRange" in found and "/Contents" in found:
            yield found


def bound_at_a_loss(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield, in French, what a PDF has that would be lost or spoilt if its pages were bound with others."""
    form = pdf.Root.get("/AcroForm", Dictionary())
    if is_signed(pdf):
        yield "il est signé électroniquement"
    elif "/XFA" in form:
        yield "c’est un formulaire XFA, qu’Adobe seul affiche"
    elif len(form.get("/Fields", Array())) or _has(pdf, Name.Widget):
        yield "c’est un formulaire à remplir"
    if any(_is_program(found) for found in pdf.objects) or "/JavaScript" in pdf.Root.get("/Names", Dictionary()):
        yield "il contient des commandes (JavaScript ou autres)"
    if (
        "/EmbeddedFiles" in pdf.Root.get("/Names", Dictionary())
        or "/Collection" in pdf.Root
        or _has(pdf, Name.FileAttachment)
        or any(_joins_files(found) for found in pdf.objects)
    ):
        yield "des fichiers y sont joints"
    if _hides_layers(pdf):
        yield "il a des calques masqués, à l’écran ou à l’impression"
    if any(open_states(page) is None for page in pdf.pages):
        yield "le dessin d’une de ses pages est mal formé"
    if any(_colours(intent) not in (None, 3) for intent in pdf.Root.get("/OutputIntents", Array()).as_list()):
        yield "ses couleurs sont celles d’une imprimerie (profil CMJN ou gris)"


def mark_foreign(pdf: pikepdf.Pdf, date: datetime) -> None:
    """Have the pages say that somebody else laid them out, so that this is known of them in any pack."""
    moment = String(date.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))
    for page in pdf.pages:
        page.obj.PieceInfo = Dictionary({_OWNER: Dictionary(LastModified=moment, Private=Name.Annexe)})
        page.obj.LastModified = moment


def foreign_pages(pdf: pikepdf.Pdf) -> frozenset[int]:
    """Return the ranks, from 0, of the pages that somebody else laid out."""
    return frozenset(rank for rank, page in enumerate(pdf.pages) if _OWNER in page.obj.get("/PieceInfo", Dictionary()))


def open_states(page: pikepdf.Page) -> int | None:
    """Return how many graphics states a page saves that it does not restore (ISO 32000-1, 8.4.2).

    None when it restores some that it did not save, which readers pass over, or its content is not readable.
    """
    depth = 0
    try:
        for instruction in pikepdf.parse_content_stream(page, "q Q"):
            depth += 1 if str(instruction.operator) == "q" else -1
            if depth < 0:
                return None
    except pikepdf.PdfError:
        return None
    return depth


def _is_program(found: pikepdf.Object) -> bool:
    """Tell whether an object is an action that does something, or holds one (ISO 32000-1, 12.6)."""
    if not isinstance(found, Dictionary):
        return False
    held = [found.get(key) for key in _ACTIONS]
    events = [action for event in held if isinstance(event, Dictionary) for action in event.as_dict().values()]
    actions = (one for one in (found, *held, *events) if isinstance(one, Dictionary))
    return any(str(one.get("/S", "")) in _PROGRAMS for one in actions)


def _joins_files(found: pikepdf.Object) -> bool:
    """Tell whether an object holds a file, or says which are joined to it (ISO 32000-1, 7.11.3; PDF/A-3, annex E)."""
    entries = _entries(found)
    files, associated = entries.get("/EF"), entries.get("/AF")
    specifies = isinstance(files, Dictionary) and not files.keys().isdisjoint(("/F", "/UF"))
    return specifies or (isinstance(associated, Array) and len(associated) > 0)


def _hides_layers(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a layer is hidden, or may be, as a file opens or is printed: a pack, which has none, would show it.

    Layers that are all shown are the same without their names (ISO 32000-1, 8.11.4).
    """
    if "/OCProperties" not in pdf.Root:
        return False
    shown = pdf.Root.OCProperties.get("/D", Dictionary())
    return (
        len(shown.get("/OFF", Array())) > 0
        or ("/AS" in shown and any(map(_is_off, pdf.Root.OCProperties.get("/OCGs", Array()).as_list())))
        or shown.get("/BaseState", Name.ON) == Name.OFF
        or any(_POLICY.search(_entries(found).unparse(resolved=True)) for found in pdf.objects)
    )


def _is_off(layer: pikepdf.Object) -> bool:
    """Tell whether a layer says that it is hidden on screen or in print (ISO 32000-1, table 102)."""
    return Name.OFF in (value for use in _entries(layer).get("/Usage", Dictionary()).values() for value in _states(use))


def _states(use: pikepdf.Object) -> list[pikepdf.Object]:
    return [use[key] for key in ("/ViewState", "/PrintState") if isinstance(use, Dictionary) and key in use]


def _entries(found: pikepdf.Object) -> pikepdf.Object:
    """Return an object that is a dictionary, that of a stream, or an empty one."""
    if isinstance(found, pikepdf.Stream):
        return found.stream_dict
    return found if isinstance(found, Dictionary) else Dictionary()


def _has(pdf: pikepdf.Pdf, kind: pikepdf.Object) -> bool:
    """Tell whether a page has an annotation of a kind."""
    annotations = (one for page in pdf.pages for one in page.obj.get("/Annots", Array()).as_list())
    return any(one.get("/Subtype") == kind for one in annotations)


def _colours(intent: pikepdf.Object) -> int | None:
    """Return how many colour components the profile of an output intent has; None without a profile."""
    profile = intent.get("/DestOutputProfile")
    return None if profile is None else int(profile.get("/N", 0))
