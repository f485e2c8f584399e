"""What clerks ask most often, and the screen that answers it."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from generator.inputs.communes import slug
from generator.web.howto import HOWTOS
from generator.web.menu import SCREENS

screen = Blueprint("helping", __name__, url_prefix="/<campagne>/comment-faire")


@screen.get("/")
def show() -> str:
    """List the questions, those that have all the words that are sought."""
    sought = slug(request.args.get("mots", "")).split("-")
    found = [one for one in HOWTOS if all(word in slug(f"{one.question} {one.where}") for word in sought)]
    return render_template(
        "howto.html",
        found=[one for one in found if one.screen],
        places={letter: (endpoint, label) for letter, endpoint, label in SCREENS},
    )
