"""Content controls: each needs a tag of its own, by which what a commune completed is found again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.rendering.context import COMPLETED
from generator.word.package import FALLBACK, WORD, Package
from generator.word.properties import place_of, property_of
from generator.word.styles import value
from generator.word.wordtext import text_of

#: Controls that Word makes by itself: page numbers, tables of contents, cover pages, document properties.
_OF_WORD = ("docPartObj", "docPartList", "dataBinding", "citation", "bibliography", "equation")
#: Where Word shows the tag of a control.
TAG_BOX = "dans Word : onglet Développeur, Propriétés du contrôle, case « Balise »"


def check_controls(template: Opened) -> Iterator[Problem]:
    """Find the content controls without a tag, and the tags that two controls bear.

    What the program completes may stand at several places: all are completed alike.
    """
    first: dict[str, str] = {}
    lost = _lost(template.package)
    for flow, control in template.elements(WORD + "sdt"):
        properties = control.find(WORD + "sdtPr")
        if properties is None or any(properties.find(WORD + name) is not None for name in _OF_WORD):
            continue
        if any(parent.tag == FALLBACK for parent in control.iterancestors()):
            continue
        place = flow.where(control)
        tag, title = value(properties.find(WORD + "tag")), value(properties.find(WORD + "alias"))
        named = f"le contrôle de contenu « {title or _shown(control)} »"
        if not tag:
            message = f"{named} n’a pas de balise"
            yield Problem("error", message, f"{lost}donnez-lui une balise ({TAG_BOX})", place=place)
        elif tag in first and tag not in COMPLETED:
            yield Problem(
                "error",
                f"{named} porte la balise « {tag} », déjà donnée ({first[tag]})",
                f"donnez-lui une autre balise ({TAG_BOX})",
                place=place,
            )
        first.setdefault(tag, place)


def _lost(package: Package) -> str:
    """Say what to do first where the file was saved by a LibreOffice that loses the tags: those before 7.5 do."""
    application = package.parts.get("docProps/app.xml")
    named = None if application is None else next(application.iter("{*}Application"), None)
    version = re.match(r"LibreOffice/(\d+)\.(\d+)", (named.text or "") if named is not None else "")
    if version is None or (int(version[1]), int(version[2])) >= (7, 5):
        return ""
    kept = "reprenez le modèle d’avant et modifiez-le dans Word ; sinon, "
    return f"LibreOffice {version[1]}.{version[2]} a perdu les balises en enregistrant : {kept}"


def check_bound(template: Opened) -> Iterator[Problem]:
    """Find the controls that show a property of the document (title, author…) as it was, not as it is."""
    for flow, bound in template.elements(WORD + "dataBinding"):
        found = re.search(r"coreProperties\[1\]/(?:\w+:)?(\w+)", value(bound, "xpath"))
        control = next(bound.iterancestors(WORD + "sdt"))
        now = property_of(template.package, found[1]) if found else ""
        if found and now and " ".join(now.split()) != " ".join(text_of(control).split()):
            name = place_of(found[1])
            message = f"un contrôle de contenu montre « {_shown(control)} », et non « {now[:40]} » ({name})"
            yield flow.problem(control, message, "supprimez le contrôle, et écrivez à sa place le texte voulu")


def _shown(control: etree._Element) -> str:
    return "".join(text.text or "" for text in control.iter(WORD + "t")).strip()[:40]
