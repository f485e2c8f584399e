"""Errors as pages: the classes that end a command with an exit code end a request with a status."""

from __future__ import annotations

from flask import Flask, g, render_template, request
from werkzeug.exceptions import HTTPException

from generator.errors import (
    ConventionsError,
    DataError,
    EngineError,
    OutputError,
    RefusedError,
    RegisterError,
    TemplateError,
    UnknownCampaignError,
    UsageError,
    VerificationError,
)
from generator.progress import LOGGER
from generator.project import RESTORING
from generator.refusals import why
from generator.web.desk import desk, is_part
from generator.web.safety import RELOAD, TOKEN, StaleFormError

_STATUSES: dict[type[ConventionsError], int] = {
    UnknownCampaignError: 404,
    UsageError: 400,
    OutputError: 507,
    DataError: 422,
    TemplateError: 422,
    EngineError: 503,
    RegisterError: 503,
    RefusedError: 409,
    VerificationError: 500,
}
#: What is told of what the protocol itself refuses.
_TOLD = {
    400: "La demande n’est pas complète ; revenez à la page et recommencez.",
    404: "Cette page n’existe pas, ou n’existe plus.",
    410: "Ce travail n’est plus connu : le programme a redémarré depuis, ou il est fini depuis longtemps. Ce qui "
    "n’était pas fini n’a pas été écrit ; voyez où en sont les dossiers, et recommencez au besoin.",
    405: "Cette adresse ne s’ouvre pas ainsi ; revenez au tableau de bord.",
    413: "Ces fichiers sont trop nombreux ou trop volumineux ; déposez-en moins à la fois.",
}


def tell_failures(app: Flask) -> None:
    """Show each error as a page in French, with what to do."""

    @app.errorhandler(ConventionsError)
    def foreseen(error: ConventionsError) -> tuple[str, int]:
        return _page(str(error), status_of(error), error)

    @app.errorhandler(StaleFormError)
    def stale(error: StaleFormError) -> tuple[str, int]:
        if is_part():
            return f"{error} Enregistrez : ce que vous avez saisi sera gardé.", status_of(error)
        if any(file.filename for file in request.files.values()):  # no page may choose files in somebody's place
            return _page(f"{error} {RELOAD}", status_of(error), error)
        fields = [(name, value) for name, value in request.form.items(multi=True) if name != TOKEN]
        goal = request.full_path.rstrip("?")
        return render_template("stale.html", told=str(error), fields=fields, goal=goal), status_of(error)

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> tuple[str, int] | HTTPException:
        if error.code is None or error.code < 400:
            return error
        return _page(_TOLD.get(error.code, "Cette demande ne peut pas aboutir."), error.code)

    @app.errorhandler(OSError)
    def unreadable(error: OSError) -> tuple[str, int]:
        return _page(f"{error.filename or 'Un fichier'} : lecture ou écriture impossible ({why(error)}).", 507)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> tuple[str, int]:
        LOGGER.exception("%s %s", request.method, request.path)
        return _page(fault_told(error), 500)


def status_of(error: ConventionsError) -> int:
    """Return the HTTP status of an error."""
    return next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 500)


def fault_told(error: Exception) -> str:
    """Say that the program itself is at fault."""
    return f"Erreur imprévue du programme ({type(error).__name__}) : ce qui n’était pas fini n’a pas été écrit."


def _page(told: str, status: int, error: ConventionsError | None = None) -> tuple[str, int]:
    if g.get("refused"):  # a stranger learns nothing of the project
        return told, status
    problems = error.problems if error else ()
    return render_template(
        "failure.html",
        told=told,
        repeated=any(one.message in told and one.remedy in told for one in problems),
        problems=problems,
        register=isinstance(error, RegisterError),
        interrupted=(desk().root / RESTORING).exists(),
        unknown=isinstance(error, UnknownCampaignError),
    ), status
