"""Titles of columns that are nearly those that the program knows."""

from __future__ import annotations

import pytest

from generator.inputs.communes import KNOWN
from generator.inputs.table import column_name
from generator.inputs.titles import likened
from tests.inputs.rows import HAVELUY


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("participent", "participe"),
        ("Participation", "participe"),
        ("Population du conseil", "population_conseil"),
        ("E-mail", "courriel"),
        ("Mél", "courriel"),
        ("Tél.", "telephone"),
        ("civilite_signataire", "signataire_civilite"),
        ("Nom du signataire", "signataire_nom"),
        ("lieux", "lieu"),
        ("mediateurs", "mediateur"),
        ("demijournee", "demi_journee"),
        ("Adresse de la marie", "adresse_mairie"),
        ("Titre du maire", "titre_maire"),
    ],
)
def test_a_slip_another_order_and_another_name_are_known(title: str, column: str) -> None:
    """What a clerk means by a title, the required columns being there."""
    assert likened(column_name(title), sorted(KNOWN - HAVELUY.keys())) == column


@pytest.mark.parametrize(
    "title",
    [
        *("lien", "cour", "Référent", "signataire_email", "population_agee", "Nom de l’adjoint", "nom_secretaire"),
        *("code_commune_deleguee", "date", "titre", "mairie_annexe", "telephone_portable", "observations", "canton"),
    ],
)
def test_the_clerk_s_own_columns_are_left_alone(title: str) -> None:
    """A column of another meaning is nobody's slip, whatever letters it shares."""
    assert likened(column_name(title), sorted(KNOWN - HAVELUY.keys())) == ""
