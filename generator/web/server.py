"""The server of the page: a port of this machine, and an orderly end."""

from __future__ import annotations

import gc
import logging
import socket
import ssl
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server as CherootServer
from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from generator.errors import UsageError
from generator.refusals import why
from generator.web.application import create_app
from generator.web.desk import Desk
from generator.web.settings import LARGEST_REQUEST, Opening, Serving, is_wildcard
from generator.web.warming import warm_beside

#: That requests wait for a thread, or are left at the end, is nothing that a clerk has to read in English.
logging.getLogger("waitress").setLevel(logging.ERROR)
_THREADS = 8
#: A request so many times as large as is taken is read to its end all the same: the page says in French why it is not.
_READ_ALL_THE_SAME = 4
_HERE = Opening()
#: What a proxy is believed about.
_FORWARDED = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}


class Server:
    """Listens once it is made; ``serve`` answers until it is interrupted, ``serving`` are fields of ``Serving``.

    Plain HTTP is waitress's, HTTPS cheroot's, since waitress has none. Raises UsageError when the port is taken, or the
    certificate is none.
    """

    def __init__(self, root: Path, opening: Opening = _HERE, **serving: Any) -> None:
        self._serving = Serving(root, opening.hosts, opening.secure, **serving)
        self._app = app = create_app(self._serving)
        self._desk: Desk = app.extensions["desk"]
        try:
            self._answering: _Answering = _Secure(app, opening) if opening.certificate else _Plain(app, opening)
        except OSError as error:
            reason = "aucune machine n’a ce nom" if isinstance(error, socket.gaierror) else why(error)
            raise UsageError(
                f"{opening.address}, port {opening.port} : impossible à ouvrir ({reason}) ; la page est peut-être "
                "déjà ouverte ; sinon choisissez un autre port avec --port."
            ) from error
        name = socket.getfqdn() if is_wildcard(opening.address) else opening.address
        scheme = "https" if opening.certificate else "http"
        self.address = f"{scheme}://{f'[{name}]' if ':' in name else name}:{self._answering.port}/"

    def __enter__(self) -> Server:
        """Return the server."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End in order."""
        self.stop()

    def serve(self) -> None:
        """Answer until Ctrl-C, SIGTERM or ``stop``."""
        warm_beside(self._app, self._serving)
        self._answering.run()

    def stop(self) -> None:
        """Stop the jobs, safely, and close the port; ``serve``, if another thread is in it, returns."""
        self._desk.jobs.close()
        self._answering.stop()
        gc.unfreeze()  # what was kept warm can go


class _Answering(Protocol):
    """Listens on ``port``; ``run`` answers until ``stop``, from whichever thread. Made, it may raise OSError."""

    port: int

    def run(self) -> None: ...

    def stop(self) -> None: ...


class _Plain:
    def __init__(self, app: Flask, opening: Opening) -> None:
        listening = socket.socket(socket.AF_INET6 if ":" in opening.address else socket.AF_INET)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((opening.address, opening.port))
        except OSError:
            listening.close()
            raise
        trusted = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": _FORWARDED} if opening.proxied else {}
        self.port = listening.getsockname()[1]
        self._server = create_server(
            app,
            sockets=[listening],
            threads=_THREADS,
            max_request_body_size=_READ_ALL_THE_SAME * LARGEST_REQUEST,
            ident="conventions",
            clear_untrusted_proxy_headers=True,
            **trusted,
        )
        self._loop = threading.Lock()

    def run(self) -> None:
        with self._loop:
            self._server.run()

    def stop(self) -> None:
        self._server.task_dispatcher.shutdown()  # who answers writes to the sockets: they are closed after the last
        if self._server._map:  # and one that is closed while the loop selects it is an error: the loop closes its own
            self._server.trigger.pull_trigger(self._close)
        with self._loop:
            self._close()

    def _close(self) -> None:
        wasyncore.close_all(self._server._map)


class _Secure:
    def __init__(self, app: Flask, opening: Opening) -> None:
        self._server = CherootServer((opening.address, opening.port), app, _THREADS, "conventions")
        self._server.max_request_body_size = _READ_ALL_THE_SAME * LARGEST_REQUEST
        try:
            self._server.ssl_adapter = BuiltinSSLAdapter(str(opening.certificate), str(opening.key))
        except (OSError, ssl.SSLError) as error:
            raise UsageError(
                f"{opening.certificate}, {opening.key} : ce ne sont pas un certificat et sa clé lisibles (format PEM, "
                "clé sans mot de passe) ; vérifiez les deux fichiers."
            ) from error
        self._server.prepare()
        self.port = self._server.bind_addr[1]

    def run(self) -> None:
        self._server.serve()

    def stop(self) -> None:
        self._server.stop()
