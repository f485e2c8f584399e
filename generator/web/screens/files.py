"""Files of the output and of the register, and pictures of their pages: only those that one of them names."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePosixPath

from flask import Blueprint, Response, abort, url_for

from generator.dossiers.manifest import Manifest
from generator.errors import OutputError
from generator.files import read_regular, regular_file
from generator.register.database import open_register
from generator.register.originals import Original, read_original
from generator.register.pieces import find_original
from generator.runs.mailing.dispatch import REBUILD
from generator.runs.making.leaves import page_count
from generator.web.desk import desk, project
from generator.web.pictures import PICTURES, WIDTH, texts_of

screen = Blueprint("files", __name__, url_prefix="/<campagne>/fichiers")
_TYPES = {".pdf": "application/pdf", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def manifest() -> Manifest | None:
    """Return what the output holds, as long as it stands."""
    here = project()
    return desk().kept(("manifest", here.campaign), here, lambda: Manifest.read_again(here.manifest))


def content(path: str) -> bytes:
    """Return a file of the output that its manifest names; 404 for any other. Raises OutputError if it is gone."""
    known = manifest()
    if known is None or path not in known.files():
        abort(404)
    found = regular_file(project().output, path)
    if found is None:
        raise OutputError(f"{path} : ce fichier n’est plus dans output/, où il avait été fait ; {REBUILD}.")
    return read_regular(found)


def kept_content(sha256: str) -> bytes:
    """Return a file that the register keeps, by its hash; 404 for any other. Raises RegisterError if it was altered."""
    here = project()

    def find() -> Original | None:
        with open_register(here.register) as connection:
            return find_original(connection, sha256)

    original = desk().kept(("original", sha256), here, find)
    if original is None:
        abort(404)
    return read_original(here.register, original)


def kept_pages(sha256: str) -> int:
    """Return how many pages a PDF has that the register keeps."""
    return desk().kept(("pages", sha256), project(), lambda: page_count(kept_content(sha256)))


def page_images(pages: int, path: str, sha256: str = "") -> list[str]:
    """Return the addresses of the pages of a PDF: of the output by its path, of the register by its hash."""
    if sha256:
        address = partial(url_for, "files.kept_page", sha256=sha256)
    else:
        address = partial(url_for, "files.page", path=path)
    return [address(number=number) for number in range(1, pages + 1)]


def page_texts(path: str, sha256: str = "") -> tuple[str, ...]:
    """Return the words of the pages of a PDF: of the output by its path, of the register by its hash."""
    if not sha256 and regular_file(project().output, path) is None:
        return ()  # somebody took it away: the screen tells the rest
    return texts_of(kept_content(sha256) if sha256 else content(path))


@screen.get("/gardes/<sha256>/<name>")
def kept(sha256: str, name: str) -> Response:
    """Hand out a file that the register keeps, under the name that it had."""
    return handed(kept_content(sha256), name, inline=name.endswith(".pdf"))


@screen.get("/gardes/page/<int:number>/<sha256>")
def kept_page(number: int, sha256: str) -> Response:
    """Draw a page of a PDF that the register keeps."""
    return drawn(kept_content(sha256), number)


@screen.get("/<path:path>")
def download(path: str) -> Response:
    """Hand out a file of the output; a PDF opens in the browser."""
    return handed(content(path), PurePosixPath(path).name, inline=path.endswith(".pdf"))


def handed(data: bytes, name: str, *, inline: bool = False) -> Response:
    """Return a file as an answer, under its name, never guessed at by the browser."""
    answer = Response(data, mimetype=_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream"))
    answer.headers.set("Content-Disposition", "inline" if inline else "attachment", filename=name)
    return answer


def shown_pdf(path: Path) -> Response:
    """Show a PDF that a run made; there is nothing as long as none did."""
    if not path.is_file():
        abort(404)
    return handed(read_regular(path), path.name, inline=True)


@screen.get("/page/<int:number>/<path:path>")
def page(number: int, path: str) -> Response:
    """Draw a page of a PDF of the output; ``number`` counts from 1."""
    return drawn(content(path), number)


def drawn(data: bytes, number: int) -> Response:
    """Return a page of a PDF as a picture; 404 for none."""
    if not data.startswith(b"%PDF-") or not 1 <= number <= page_count(data):
        abort(404)
    return Response(PICTURES.page(data, number, WIDTH), mimetype="image/png")
