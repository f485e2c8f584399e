"""What clerks ask most often, on the page."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.project import Project
from tests.web.conftest import Visitor, told


def test_each_question_leads_to_its_screen(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """The foot of every screen leads to them; words narrow them, accents apart."""
    visitor = visit(small_project)
    assert "/mediation-numerique/comment-faire/" in visitor.get("/donnees/").text
    page = visitor.get("/comment-faire/")
    assert "joindre un règlement ou un plan en PDF Modèles « Annexes… »" in told(page)
    for address in set(re.findall(r'<td><a href="/mediation-numerique(/[^"]*)"', page.text)):
        assert visitor.get(address).status_code == 200
    narrowed = told(visitor.get("/comment-faire/?mots=reglement PDF"))
    assert "joindre un règlement" in narrowed
    assert "mettre notre logo" not in narrowed
    assert "Aucune question n’a tous ces mots." in told(visitor.get("/comment-faire/?mots=licorne"))
