"""Templates rendered with docxtpl, in one sandboxed environment where nothing vanishes in silence."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateAssertionError, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from generator.documents.context import Blank, Unknown
from generator.errors import Problem, TemplateError
from generator.language.filters import FILTERS
from generator.language.typography import typographie

LOGO_HEIGHT = Mm(16)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class Renderer:
    """Renders one campaign's templates; the same context always gives the same bytes.

    ``templates`` are the DOCX by kind of document and ``names`` their file names, for messages; ``date`` is
    written as the date of creation and of modification. Raises TemplateError when a template is not a DOCX.
    """

    def __init__(
        self, templates: Mapping[str, bytes], names: Mapping[str, str], date: datetime.datetime,
        logo: bytes | None = None, logo_text: str = "",
    ) -> None:  # fmt: skip
        self._templates = templates
        self._names = names
        self._date = date
        self._logo = logo
        self._logo_text = logo_text
        environment = _environment()
        self._memo = _Memo(_Compiler(environment), _Compiler(environment.overlay(autoescape=False)), {})
        for kind, template in templates.items():
            _check_opens(template, names[kind])

    def render(self, kind: str, context: Mapping[str, Any], commune: str) -> bytes:
        """Return the DOCX of one document.

        Raises TemplateError naming the template, the commune, the text around and what is wrong.
        """
        with _explained(self._names[kind], commune):
            template = _Template(io.BytesIO(self._templates[kind]), self._memo)
            template.render(dict(context) | {"logo": self._inline_logo(template)}, self._memo.text)
        self._describe_logo(template)
        properties = template.docx.core_properties
        properties.created = properties.modified = self._date
        properties.revision = 1
        stream = io.BytesIO()
        template.save(stream)
        return _dated(stream.getvalue())

    def _inline_logo(self, template: DocxTemplate) -> Any:
        if self._logo is None:
            return Blank(hint="logo est vide : testez-le dans le modèle avec {% if logo %}")
        return InlineImage(template, io.BytesIO(self._logo), height=LOGO_HEIGHT)

    def _describe_logo(self, template: DocxTemplate) -> None:
        """Give the inserted logo its alternative text, which docxtpl leaves out (PDF/UA-1, 7.3)."""
        if self._logo is None:
            return
        for part in template.docx.part.package.iter_parts():
            if not part.partname.startswith("/word/") or not hasattr(part, "element"):
                continue
            for properties in part.element.iter(
                "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
            ):
                if not properties.get("descr"):
                    properties.set("descr", typographie(self._logo_text))


class _Compiler:
    """Compiles each source once; it stands where docxtpl expects Jinja's environment."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._templates: dict[str, Template] = {}

    def from_string(self, source: str) -> Template:
        if source not in self._templates:
            self._templates[source] = self._environment.from_string(source)
        return self._templates[source]


@dataclass(frozen=True, slots=True)
class _Memo:
    """What all documents of a campaign share: compiled XML, compiled properties, and patched XML."""

    text: _Compiler
    properties: _Compiler
    patched: dict[str, str]


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl publishes no types
    """docxtpl's template, with what it computes shared between documents and its XML checked strictly."""

    def __init__(self, file: io.BytesIO, memo: _Memo) -> None:
        super().__init__(file)
        self._memo = memo

    def patch_xml(self, src_xml: str) -> str:
        if src_xml not in self._memo.patched:
            self._memo.patched[src_xml] = super().patch_xml(src_xml)
        return self._memo.patched[src_xml]

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        rendered: str = super().render_xml_part(src_xml, part, context, jinja_env)
        etree.fromstring(rendered.encode())  # docxtpl repairs broken XML in silence: refuse it instead
        return rendered

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Render the properties without escaping, since python-docx escapes what it writes."""
        super().render_properties(context, self._memo.properties)


def _environment() -> Environment:
    environment = ImmutableSandboxedEnvironment(undefined=Unknown, autoescape=True, finalize=_finalize)
    environment.filters.update(FILTERS)
    return environment


def _finalize(value: Any) -> Any:
    """Set in French typography every text that enters a document."""
    return typographie(value) if isinstance(value, str) else value


def _check_opens(template: bytes, name: str) -> None:
    try:
        Document(io.BytesIO(template))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        message, remedy = (
            "ce n’est pas un document Word lisible",
            "enregistrez-le au format .docx, sans mot de passe",
        )
        raise TemplateError(f"{name} : {message} ; {remedy}.", [Problem("error", message, remedy, name)]) from error


@contextmanager
def _explained(template: str, commune: str) -> Iterator[None]:
    """Translate what Jinja, a filter or the XML parser raise while rendering into a TemplateError."""
    try:
        yield
    except TemplateSyntaxError as error:
        message, remedy = (
            f"balise mal écrite ({error.message}{_near(error)})",
            "corrigez cette balise dans le modèle",
        )
        raise _failure(template, commune, message, remedy) from error
    except (
        UndefinedError,
        TemplateAssertionError,
        TemplateRuntimeError,
        SecurityError,
        ValueError,
        TypeError,
    ) as error:
        remedy = "corrigez le modèle ou la donnée"
        raise _failure(template, commune, f"{error}{_near(error)}", remedy) from error
    except etree.XMLSyntaxError as error:
        message = f"les balises coupent la structure du document ({error.msg})"
        remedy = "mettez chaque {%p … %} seule dans son paragraphe et chaque {%tr … %} seule dans sa ligne de tableau"
        raise _failure(template, commune, message, remedy) from error


def _failure(template: str, commune: str, message: str, remedy: str) -> TemplateError:
    problem = Problem("error", message, remedy, template, commune=commune)
    return TemplateError(f"{template} ({commune}) : {message} ; {remedy}.", [problem])


def _near(error: Exception) -> str:
    """Return the tags of the paragraph where Jinja stopped, when docxtpl knows it."""
    lines = [line.strip() for line in getattr(error, "docx_context", ()) if "{{" in line or "{%" in line]
    return f", près de « {lines[0][:120]} »" if lines else ""


def _dated(package: bytes) -> bytes:
    """Return a DOCX package with every entry dated alike: its bytes depend on its content alone."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED, compresslevel=6)
    return stream.getvalue()
