"""The password of a page that other machines reach: asked once a session, its guesses slowed down.

Sources: OWASP cheat sheets « Password Storage » (Argon2id) and « Authentication »; RFC 9106.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import Flask, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from generator.web.safety import StaleFormError
from generator.web.settings import FIXED
from generator.web.way import local_address

#: Under this name the session holds which opening it is; how many failures in how many seconds close the door.
_OPENED, _FAILURES, _WINDOW = "ouverture", 5, 900.0
#: Seconds after which the password is asked again.
_LONGEST = 12 * 3600.0


class Entrance:
    """Lets in who gives the password; what was opened is known here, so that leaving ends it everywhere."""

    def __init__(self, password: str) -> None:
        self._password = password
        self._opened: dict[str, float] = {}
        self._failures: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def is_open(self, key: str) -> bool:
        """Tell whether a session was let in, not too long ago."""
        with self._lock:
            return time.monotonic() - self._opened.get(key, -_LONGEST) < _LONGEST

    def is_closed_to(self, address: str) -> bool:
        """Tell whether too many passwords that were wrong came from an address."""
        with self._lock:
            return len(self._recent(address)) >= _FAILURES

    def open(self, password: str, address: str) -> str:
        """Return the key of a new opening, "" for a wrong password."""
        with self._lock:
            self._recent(address).append(time.monotonic())  # counted first: many at once are many
        if not matches(self._password, password):
            return ""
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._failures.pop(address, None)
            self._opened[key] = time.monotonic()
        return key

    def close(self, key: str) -> None:
        with self._lock:
            self._opened.pop(key, None)

    def _recent(self, address: str) -> deque[float]:
        found = self._failures.setdefault(address, deque(maxlen=_FAILURES))
        while found and time.monotonic() - found[0] > _WINDOW:
            found.popleft()
        return found


def hash_of(password: str) -> str:
    """Return what a password file holds: an Argon2id hash, from which the password cannot be read."""
    return PasswordHasher().hash(password)


def is_hash(text: str) -> bool:
    """Tell whether a text is such a hash."""
    try:
        PasswordHasher().check_needs_rehash(text)
    except InvalidHashError:
        return False
    return True


def matches(hashed: str, password: str) -> bool:
    """Tell whether a password is that of a hash."""
    try:
        return PasswordHasher().verify(hashed, password)
    except VerifyMismatchError:
        return False


def keep_closed(app: Flask, password: str) -> None:
    """Ask for the password before anything else is shown; do nothing when there is none."""
    app.jinja_env.globals["guarded"] = bool(password)
    if not password:
        return
    entrance = Entrance(password)

    @app.before_request
    def ask() -> Response | None:
        g.refused = not entrance.is_open(session.get(_OPENED, ""))
        if not g.refused or request.endpoint in (*FIXED, "enter"):
            return None
        if request.method == "GET":
            return redirect(url_for("enter", suite=request.full_path.rstrip("?")))
        raise StaleFormError("Le mot de passe est à donner de nouveau : rien n’a été fait.")

    @app.route("/entrer", methods=["GET", "POST"])
    def enter() -> str | tuple[str, int] | Response:
        goal = local_address(request.values.get("suite", ""))
        address = request.remote_addr or ""
        if request.method == "GET":
            return render_template("enter.html", goal=goal)
        if entrance.is_closed_to(address):
            return render_template("enter.html", goal=goal, told=_CLOSED), 429
        key = entrance.open(request.form.get("passe", ""), address)
        if not key:
            return render_template("enter.html", goal=goal, told="Ce n’est pas le mot de passe."), 403
        session.clear()  # what a session held before, somebody else may have put there
        session[_OPENED] = key
        return redirect(goal)

    @app.post("/sortir")
    def leave() -> Response:
        entrance.close(session.get(_OPENED, ""))
        session.clear()
        return redirect(url_for("enter"))


_CLOSED = "Trop de mots de passe faux depuis ce poste : attendez un quart d’heure, puis recommencez."
