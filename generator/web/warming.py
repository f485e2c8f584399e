"""The first screens, made once before anybody asks for them: what a server reads for the first time takes seconds."""

from __future__ import annotations

import gc
import threading

from flask import Flask, g

from generator.clock import go_by
from generator.errors import ConventionsError
from generator.progress import LOGGER
from generator.project import open_project
from generator.web.screens import dashboard, data
from generator.web.settings import Serving


def warm_beside(app: Flask, serving: Serving) -> threading.Thread:
    """Warm the page in a thread of its own, for which nothing waits."""
    thread = threading.Thread(target=warm, args=(app, serving), name="warming", daemon=True)
    thread.start()
    return thread


def warm(app: Flask, serving: Serving) -> None:
    """Make the dashboard and the sheet of the campaign to which the way in leads; whoever asks meanwhile waits for it.

    What cannot be read is told to whoever asks for it.
    """
    go_by(serving.clock)
    try:
        project = open_project(serving.root)
        for screen in (dashboard.screen, data.screen):
            with app.test_request_context(f"/{project.campaign.name}/"):
                g.project = project
                app.view_functions[f"{screen.name}.show"]()
    except (ConventionsError, OSError) as error:
        LOGGER.info("nothing is warm: %s", error)
    except Exception:  # as in any request: the server goes on
        LOGGER.exception("warming failed")
    gc.freeze()  # what stays for long is not looked through for garbage each time that much is read
