"""A template walked element by element: what does not come out the same everywhere is told, with what to do instead."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.inspection.format import ADMITTED, DRAWINGS, NAMESPACES, NONE, OTHER, REFUSED
from generator.inspection.opened import Opened
from generator.word.package import DRAWING, FALLBACK, OLD_SHAPE, PLACING, SHAPE, TWO_FORMS, WORD
from generator.word.paragraphs import Flow
from generator.word.styles import value

_KNOWN = frozenset(f"{WORD}{name}" for name in ADMITTED)
#: Drawings of old Word (ISO/IEC 29500-4, 19), and what says that a rectangle is a rule across the page.
_RULE = "{urn:schemas-microsoft-com:office:office}hr"
#: What is admitted but in one form: checked one by one.
_SOMETIMES_NAMED = "br footnoteReference footnotePr endnotePr pgNumType dataBinding vAlign type cols"
_SOMETIMES = (TWO_FORMS, *(WORD + name for name in _SOMETIMES_NAMED.split()))
#: What has a style, and what is refused in those that the text has.
_STYLED = tuple(WORD + name for name in ("pStyle", "rStyle", "tblStyle"))
_EFFECTS = (
    "smallCaps outline shadow emboss imprint effect em bdr w fitText eastAsianLayout rtl webHidden framePr bidi "
    "textDirection bidiVisual tcFitText tblpPr"
)
_REFUSED_IN_STYLES = frozenset(WORD + name for name in _EFFECTS.split())


def check_elements(template: Opened) -> Iterator[Problem]:
    """Find what the format allows and the program does not know to come out right, each kind once a part."""
    package, texts = template.package, template.texts
    for flow in texts:
        told = {"endnoteReference"} if any(one.kind == "endnote" and _holds_tags(one) for one in texts) else set()
        for element in _unknown(template.root(flow)):
            name = _name(element)
            if name not in told:
                told.add(name)
                what, remedy = REFUSED.get(name, (f"{OTHER[0]} ({name})", OTHER[1]))
                yield flow.problem(element, f"{_present(what)} dans le modèle", remedy)
    yield from _check_styles(template)
    settings = package.related("settings")
    if settings and settings[1].find(WORD + "mailMerge") is not None:
        what, remedy = REFUSED["mailMerge"]
        yield Problem("error", f"{_present(what)} dans le modèle", remedy, place="début du document")
    notes = settings[1].find(WORD + "footnotePr") if settings else None
    called = next(package.document.iter(WORD + "footnoteReference"), None)
    if notes is not None and called is not None and _counts_otherwise(notes):
        what, remedy = REFUSED["footnotePr"]
        yield template.body.problem(called, f"{_present(what)} dans le modèle", remedy)


def _present(what: str) -> str:
    """Return « une équation est »; a clause, « un texte, que l’on perd », ends with a comma."""
    comma = "," if ", qu" in what else ""
    return f"{what}{comma} {'sont' if what.startswith('des ') else 'est'}"


def _name(element: etree._Element) -> str:
    """Return under which name an element is refused: a drawing of old Word by what it draws."""
    name = etree.QName(element).localname
    if name != "pict":
        return name
    if any(one.get(_RULE) is not None for one in element.iter(OLD_SHAPE + "rect")):
        return "hr"
    return next(
        (drawn for drawn in ("textpath", "textbox") if next(element.iter(OLD_SHAPE + drawn), None) is not None), name
    )


def _holds_tags(flow: Flow) -> bool:
    """Tell whether a part holds tags, which is told of it already when they are not filled."""
    return any("{{" in paragraph.text or "{%" in paragraph.text for paragraph in flow.paragraphs)


def _unknown(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a part that are not admitted, without what they hold."""
    tags = {element.tag for element in root.iter() if isinstance(element.tag, str)}
    suspects = [tag for tag in tags if not _is_known(tag)]
    hidden: set[etree._Element] = set()
    for element in root.iter(*suspects, *_SOMETIMES):
        if element.tag in _SOMETIMES and not _is_wrong(element):
            continue
        if _asks_nothing(element):
            continue
        if (
            any(
                parent.tag in (FALLBACK, WORD + "sdtPr", WORD + "fldChar") or parent in hidden
                for parent in element.iterancestors()
            )
            and element.tag != WORD + "dataBinding"
        ):
            continue  # the copy for old programs; what Word keeps of a control; what is told already
        if element.tag == SHAPE + "wsp" and element.find(SHAPE + "txbx") is not None:
            held = element.getparent()
            inline = next((parent for parent in element.iterancestors() if parent.tag == PLACING + "inline"), None)
            if held is None or held.tag != DRAWING + "graphicData" or inline is None:
                continue
            element = inline
        hidden.add(element)
        yield element


def _is_known(tag: str) -> bool:
    namespace, brace, name = tag.partition("}")
    drawn = namespace + brace in NAMESPACES or namespace.startswith(DRAWINGS)
    return tag in _KNOWN or (drawn and (name in ("inline", "AlternateContent") or name not in REFUSED))


def _asks_nothing(element: etree._Element) -> bool:
    """Tell whether an element says of itself that it does nothing."""
    said = value(element)
    return bool(said) and said in NONE.get(etree.QName(element).localname, ())


def _is_wrong(element: etree._Element) -> bool:
    name = etree.QName(element).localname
    if name == "AlternateContent":
        return any(not _is_drawn(text, element) for text in element.iter(WORD + "t"))
    if name == "br":
        return value(element, "type") == "column"
    if name == "footnoteReference":
        return any(parent.tag == WORD + "tc" for parent in element.iterancestors())
    if name in ("footnotePr", "endnotePr"):
        called = next(element.getroottree().iter(f"{WORD}{name.removesuffix('Pr')}Reference"), None)
        return called is not None and _counts_otherwise(element)
    if name == "pgNumType":
        return bool(value(element, "start")) or value(element, "fmt") not in ("", "decimal")
    if name == "cols":
        return value(element, "num") not in ("", "1")
    if name == "vAlign":
        return _of_section(element) and value(element) not in ("", "top")
    if name == "type":
        return _of_section(element) and value(element) in ("oddPage", "evenPage")
    return "coreProperties" not in value(element, "prefixMappings") + value(element, "xpath")


def _counts_otherwise(notes: etree._Element) -> bool:
    """Tell whether notes are placed or counted otherwise than as both engines do."""
    return any(value(kind) not in ("", "decimal", "pageBottom", "continuous", "1") for kind in notes)


def _is_drawn(text: etree._Element, within: etree._Element) -> bool:
    """Tell whether a text stands in a drawing of what holds it."""
    for parent in text.iterancestors():
        if parent is within:
            return False
        if parent.tag in (WORD + "drawing", WORD + "pict"):
            return True
    return False


def _of_section(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == WORD + "sectPr"


def _check_styles(template: Opened) -> Iterator[Problem]:
    """Find what is refused in the styles that the text has, and in those that they are based on."""
    found = template.package.related("styles")
    if found is None:
        return
    used = {value(element) for _, element in template.elements(*_STYLED)}
    seen: set[etree._Element] = set()
    for name in sorted(used | {""}):
        for kind in ("paragraph", "character", "table"):
            seen.update(template.styles.chain(name, kind))
    wrong = (element for element in found[1].iter() if element.tag in _REFUSED_IN_STYLES)
    for element in wrong:
        if _asks_nothing(element):
            continue
        style = next((parent for parent in element.iterancestors() if parent.tag == WORD + "style"), None)
        if style is not None and style in seen:
            what, remedy = REFUSED[etree.QName(element).localname]
            named = value(style.find(WORD + "name"))
            yield Problem("error", f"{_present(what)} dans le style « {named} »", remedy, place=f"style « {named} »")
