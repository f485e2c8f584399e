"""The application: one project served, one blueprint a screen."""

from __future__ import annotations

import secrets

from flask import Flask, Response, send_from_directory
from jinja2.runtime import Macro

from generator.runs.making.engines import FACES
from generator.web.desk import seat
from generator.web.entrance import keep_closed
from generator.web.failures import tell_failures
from generator.web.lacks import tell_lacks
from generator.web.safety import guard
from generator.web.screens import ALL
from generator.web.settings import LARGEST_REQUEST, Serving
from generator.web.wording import word

#: How long a browser keeps the faces of letters, which never change, in seconds: a year.
_KEPT = 31_536_000


def create_app(serving: Serving) -> Flask:
    """Return the page of a project, as a WSGI application."""
    app = Flask("generator.web", template_folder="pages", static_folder="static", static_url_path="/fixe")
    app.config.update(SECRET_KEY=secrets.token_bytes(32), MAX_CONTENT_LENGTH=LARGEST_REQUEST)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.add_url_rule("/polices/<name>.ttf", "face", _face)
    guard(app, serving)
    keep_closed(app, serving.password)
    seat(app, serving)
    word(app, serving.root)
    tell_failures(app)
    tell_lacks(app)
    for screen in ALL:
        app.register_blueprint(screen)
    macros = vars(app.jinja_env.get_template("macros/parts.html").module)
    app.jinja_env.globals.update({name: one for name, one in macros.items() if isinstance(one, Macro)})
    return app


def _face(name: str) -> Response:
    """Give a face of letters that travels with the program, so that a page looks the same on every machine."""
    return send_from_directory(FACES, f"{name}.ttf", max_age=_KEPT)
