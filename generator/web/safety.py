"""Who may ask for a page, and what a page may do: hosts, origins, forms, and what the browser is told.

Sources: OWASP cheat sheets « Cross-Site Request Forgery Prevention » and « HTTP Headers »; Content Security Policy 3.
"""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from generator.dossiers.fingerprints import sha256
from generator.errors import RefusedError
from generator.web.settings import FIXED, Serving

#: Under this name a form and the session each hold the token.
TOKEN = "jeton"
RELOAD = "Revenez à la page, rechargez-la et recommencez."
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
#: The browser keeps to HTTPS for a year.
_SECURE = {"Strict-Transport-Security": "max-age=31536000"}
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class StaleFormError(RefusedError):
    """A form that the browser vouches for, whose page is of a session that ended: nothing was done, it may be again."""


class _Sessions(SecureCookieSessionInterface):
    """The sessions of Flask, without « Vary: Cookie »: no cache but the browser's own keeps a page.

    With it, a browser that comes back after a cookie changed would not find what answered a form.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        super().save_session(app, session, response)
        response.vary.discard("Cookie")


def guard(app: Flask, serving: Serving) -> None:
    """Refuse what does not come from a page of this server, and tell the browser how little a page may do."""
    # Cookies know no ports: the pages of two projects, open in one browser, would take each other's.
    own = sha256(str(serving.root.resolve()).encode())[:12]
    app.config.update(
        SESSION_COOKIE_NAME=f"{'__Host-' if serving.secure else ''}conventions-{own}",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=serving.secure,
    )

    app.session_interface = _Sessions()

    @app.before_request
    def check() -> None:
        _check_host(serving)
        if request.method not in _READING:
            _check_origin()
            _check_token()

    @app.after_request
    def tell(response: Response) -> Response:
        for name, value in (_HEADERS | (_SECURE if serving.secure else {})).items():
            response.headers.setdefault(name, value)
        if request.endpoint not in FIXED:
            # Whoever comes back to what answered a form finds it, where nobody has to leave; else browsers show a page
            # of their own instead.
            stays = request.method not in _READING and not serving.password
            response.headers.setdefault("Cache-Control", "private, no-cache" if stays else "no-store")
        return response

    app.jinja_env.globals["token"] = token


def token() -> str:
    """Return the token that each form of this session sends back."""
    if TOKEN not in session:
        session[TOKEN] = secrets.token_urlsafe(32)
    known: str = session[TOKEN]
    return known


def _check_host(serving: Serving) -> None:
    """Refuse a name that is not this server's: another site may have its name point here (DNS rebinding)."""
    g.refused = True
    name = urlsplit(f"//{request.host}").hostname or ""
    if name not in serving.hosts:
        raise RefusedError(
            "Cette page ne se demande pas sous ce nom de machine ; ouvrez l’adresse que le programme affiche."
        )
    g.refused = False


def _check_origin() -> None:
    origin = request.headers.get("Origin")
    fetched = request.headers.get("Sec-Fetch-Site", "same-origin")
    if (origin is not None and origin != request.host_url.rstrip("/")) or fetched not in ("same-origin", "none"):
        raise RefusedError("Cette demande vient d’un autre site : rien n’a été fait.")


def _check_token() -> None:
    given = request.form.get(TOKEN) or request.headers.get("X-Jeton", "")
    known = session.get(TOKEN, "")
    if not known or not hmac.compare_digest(given.encode(), known.encode()):
        told = "La page était ouverte depuis trop longtemps, ou le programme a redémarré : rien n’a été fait."
        raise StaleFormError(told) if request.headers.get("Origin") else RefusedError(f"{told} {RELOAD}")
