"""Templates rendered with docxtpl, in one sandboxed environment where nothing vanishes in silence."""

from __future__ import annotations

import datetime
import functools
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from lxml import etree

from generator.errors import Problem, TemplateError, UnreadableError
from generator.language.typography import typographie
from generator.rendering.canonical import canonical
from generator.rendering.environment import make_environment
from generator.rendering.faults import Compiler, Mark, explained
from generator.rendering.fields import Blank
from generator.rendering.pictures import SIDES
from generator.rendering.templates import Templates
from generator.word.controls import fill_controls
from generator.word.faces import with_named_faces
from generator.word.hollow import drop_repeated, mend_hollow
from generator.word.numbering import Lists
from generator.word.ordinals import raised_parts
from generator.word.package import DAMAGED_ARCHIVE, PLACING, WORD, open_package
from generator.word.packaging import dated, with_linked_properties
from generator.word.parts import drop_uncalled, notes_of
from generator.word.properties import CORE, impersonal
from generator.word.styles import Styles
from generator.word.wordtext import text_of

_PARAGRAPH = WORD + "p"
#: Where a loop begins, whatever goes away with its tag.
_LOOP = re.compile(r"\{%\w*\s*for\b")
#: What is in a tag, once the library has patched it.
_CODE = re.compile(r"(?<=\{[{%]).*?(?=[%}]\})")
_LOGO_HEIGHT = Mm(16)


@functools.lru_cache(maxsize=2)
def renderer_of(templates: Templates) -> Renderer:
    """Return the renderer of these templates, the same as long as they are; raises TemplateError as it does."""
    return Renderer(templates)


class Renderer:
    """Renders one campaign's templates; the same context always gives the same bytes.

    The templates' date is written as that of creation and of modification; ``mark`` may watch them at work (coverage).
    Raises TemplateError when a template is not a DOCX.
    """

    def __init__(self, templates: Templates, mark: Mark | None = None) -> None:
        self._names = {kind: name for kind, name, _ in templates.files}
        self._date, self._logo, self._logo_text = templates.date, templates.logo, templates.logo_text
        environment = make_environment()
        plain = environment.overlay(autoescape=False)
        self._memo = _Memo(Compiler(environment, mark), Compiler(plain, mark), {})
        self._templates = {kind: _readable(docx) for kind, _, docx in templates.files}
        problems = [problem for kind, docx in self._templates.items() for problem in _opening(docx, self._names[kind])]
        if problems:
            raise TemplateError(
                " ; ".join(f"{problem.file} : {problem.message}" for problem in problems) + f" ; {problems[0].remedy}.",
                problems,
            )

    def render(
        self,
        kind: str,
        context: Mapping[str, Any],
        commune: str,
        controls: Mapping[str, str] = MappingProxyType({}),
        date: datetime.datetime | None = None,
    ) -> bytes:
        """Return the DOCX of one document; ``controls`` completes its content controls, by tag.

        ``date`` is the one that it bears, if not that of all.

        Raises TemplateError naming the template, the commune, the text around and what is wrong.
        """
        with explained(self._templates[kind], self._names[kind], commune):
            template = _Template(io.BytesIO(self._templates[kind]), self._memo)
            template.render(dict(context) | {"logo": self._inline_logo(template)}, self._memo.text)
        self._describe_logo(template)
        properties = template.docx.core_properties
        properties.created = properties.modified = date or self._date
        properties.revision = 1
        if not properties.title.strip():  # PDF/UA-1, 7.1, asks for one
            properties.title = " – ".join(filter(None, (str(context.get("numero", "")), commune)))
        stream = io.BytesIO()
        template.save(stream)
        docx = stream.getvalue()
        docx = fill_controls(docx, controls) if controls else docx
        docx = dated(docx, raised_parts(docx) | impersonal(docx))
        docx = drop_uncalled(docx) if _has_notes(self._templates[kind]) else docx
        self._refuse_beyond_z(docx, kind, commune)
        return docx

    def _refuse_beyond_z(self, docx: bytes, kind: str, commune: str) -> None:
        """Raise a TemplateError when a list of a loop goes beyond the letter z; the inspection tells of the others."""
        if not _repeats_letters(self._templates[kind]):
            return
        package = open_package(docx)
        found = Lists(package, Styles(package)).beyond_z(package.document.iter(_PARAGRAPH))
        if found is not None:
            message = (
                f"une liste va au-delà de la lettre z (« {text_of(found)[:60]} »), que tous n’écrivent pas de même"
            )
            remedy = "numérotez-la 1, 2, 3…"
            raise TemplateError.of(Problem("error", message, remedy, self._names[kind], commune=commune))

    def _inline_logo(self, template: DocxTemplate) -> Any:
        if self._logo is None:
            return Blank(hint="logo est vide : testez-le dans le modèle avec {% if logo %}")
        return InlineImage(template, io.BytesIO(self._logo), height=_LOGO_HEIGHT)

    def _describe_logo(self, template: DocxTemplate) -> None:
        """Give the inserted logo what docxtpl leaves out: its alternative text (PDF/UA-1, 7.3), and no margins.

        LibreOffice does not read missing distances as none, and moves the picture by 3 mm.
        """
        if self._logo is None:
            return
        for part in template.docx.part.package.iter_parts():
            if not part.partname.startswith("/word/") or not hasattr(part, "element"):
                continue
            for image in part.element.iter(PLACING + "inline"):
                shown = [part.related_parts[name].blob for name in image.xpath(".//a:blip/@r:embed")]
                properties = image.find(PLACING + "docPr")
                if self._logo in shown and not properties.get("descr"):
                    properties.set("descr", typographie(self._logo_text))
                    for side in SIDES:
                        image.set(side, "0")


@dataclass(frozen=True, slots=True)
class _Memo:
    """What all documents of a campaign share: compiled XML, compiled properties, and patched XML."""

    text: Compiler
    properties: Compiler
    patched: dict[str, str]


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl publishes no types
    """docxtpl's template, with what it computes shared between documents and its XML checked strictly."""

    def __init__(self, file: io.BytesIO, memo: _Memo) -> None:
        super().__init__(file)
        self._memo = memo

    def patch_xml(self, src_xml: str) -> str:
        if src_xml not in self._memo.patched:
            patched = super().patch_xml(canonical(src_xml))  # which leaves « &amp; » in the texts of tags
            self._memo.patched[src_xml] = _CODE.sub(lambda code: code[0].replace("&amp;", "&"), patched)
        return self._memo.patched[src_xml]

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        with self._memo.text.within(str(part.partname).lstrip("/")):
            rendered: str = super().render_xml_part(src_xml, part, context, jinja_env)
        root = etree.fromstring(rendered.encode())  # docxtpl repairs broken XML in silence: refuse it instead
        changed = [mend(root) for mend in (drop_repeated, mend_hollow)]
        return etree.tostring(root, encoding="unicode") if any(changed) else rendered

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Render the properties without escaping, since python-docx escapes what it writes."""
        with self._memo.properties.within(CORE):
            super().render_properties(context, self._memo.properties)


@functools.lru_cache(maxsize=64)
def _has_notes(template: bytes) -> bool:
    """Tell whether a template has footnotes."""
    try:
        return bool(notes_of(open_package(template)))
    except UnreadableError:  # which the inspection tells
        return False


@functools.lru_cache(maxsize=64)
def _repeats_letters(template: bytes) -> bool:
    """Tell whether a template numbers paragraphs by letters, and has a loop."""
    try:
        package = open_package(template)
    except UnreadableError:  # which the inspection tells
        return False
    lists = Lists(package, Styles(package))
    paragraphs = list(package.document.iter(_PARAGRAPH))
    return any(map(lists.is_lettered, paragraphs)) and any(_LOOP.search(text_of(paragraph)) for paragraph in paragraphs)


def _readable(template: bytes) -> bytes:
    """Return a template as python-docx finds its properties, and programs its faces; what is damaged is told."""
    try:
        return with_named_faces(with_linked_properties(template))
    except DAMAGED_ARCHIVE:
        return template


def _opening(template: bytes, name: str) -> list[Problem]:
    """Return the problem of a template that does not open, or whose properties would be written twice."""
    try:
        document = Document(io.BytesIO(template))
        document.core_properties.title  # noqa: B018  # python-docx finds out only when asked
        parts = [part.partname for part in document.part.package.iter_parts()]
        if len(set(parts)) == len(parts):
            return []
    except (OpcError, AttributeError, TypeError, etree.XMLSyntaxError, *DAMAGED_ARCHIVE):
        pass
    message = "ce n’est pas un document Word lisible"
    return [Problem("error", message, "ouvrez-le dans Word et enregistrez-le au format .docx, sans mot de passe", name)]
