"""The application: one project served, one blueprint a screen."""

from __future__ import annotations

import secrets

from flask import Flask

from generator.web.desk import seat
from generator.web.entrance import keep_closed
from generator.web.failures import tell_failures
from generator.web.lacks import tell_lacks
from generator.web.safety import guard
from generator.web.screens import ALL
from generator.web.settings import LARGEST_REQUEST, Serving
from generator.web.wording import word


def create_app(serving: Serving) -> Flask:
    """Return the page of a project, as a WSGI application."""
    app = Flask("generator.web", template_folder="pages", static_folder="static", static_url_path="/fixe")
    app.config.update(SECRET_KEY=secrets.token_bytes(32), MAX_CONTENT_LENGTH=LARGEST_REQUEST)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    guard(app, serving)
    keep_closed(app, serving.password)
    seat(app, serving)
    word(app)
    tell_failures(app)
    tell_lacks(app)
    for screen in ALL:
        app.register_blueprint(screen)
    return app
