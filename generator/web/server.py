"""The server of the page: a port of this machine, and an orderly end."""

from __future__ import annotations

import socket
from pathlib import Path
from types import TracebackType

from waitress import wasyncore
from waitress.server import create_server

from generator.errors import UsageError
from generator.files import why
from generator.web.application import create_app
from generator.web.desk import Desk
from generator.web.settings import LARGEST_REQUEST, Serving

_THREADS = 8


class Server:
    """Listens once it is made; ``serve`` answers until it is interrupted. Port 0 is any that is free.

    Raises UsageError when the port is taken.
    """

    def __init__(self, root: Path, port: int) -> None:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError as error:
            listening.close()
            raise UsageError(
                f"Le port {port} ne peut pas être ouvert ({why(error)}) : la page est peut-être déjà ouverte ; sinon "
                "choisissez un autre port avec --port."
            ) from error
        app = create_app(Serving(root))
        self._desk: Desk = app.extensions["desk"]
        self._server = create_server(
            app, sockets=[listening], threads=_THREADS, max_request_body_size=LARGEST_REQUEST, ident="conventions"
        )
        self.address = f"http://127.0.0.1:{listening.getsockname()[1]}/"

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
        self._server.run()

    def stop(self) -> None:
        """Stop the jobs, safely, and close the port; ``serve``, if another thread is in it, returns."""
        self._desk.jobs.close()
        self._server.close()
        wasyncore.close_all(self._server._map)
