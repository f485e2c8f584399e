"""A condition names a commune as communes.csv does, or is told."""

from __future__ import annotations

from dataclasses import replace

from generator.inputs.sources import Sources
from generator.inspection.named import check_named
from tests.cases import cases
from tests.inspection.spoiling import Spoiled, paragraph, run


@cases(
    "condition, told",
    ('commune.nom == "HAVELUY"', ['« HAVELUY », dans communes.csv ; écrivez "Haveluy"']),
    ("commune.nom != 'Raisme'", ['« Raisme », dans communes.csv ; écrivez "Raismes"']),
    ('commune.nom in ["Haveluy", "Lille"]', ["« Lille »"]),
    ('numero and commune.insee not in ("59292", "59000")', ["« 59000 »"]),
    ('commune.nom == "Haveluy" or commune.nom in ("Raismes", "Denain")', []),
    ('commune.insee == "59292" and commune.lieu == "Salle"', []),
    ('commune.demi_journee == "Après-midi"', ['« Après-midi », dans communes.csv ; écrivez "après-midi"']),
    ('commune.departement in ["NORD", "Aisne"]', ['« NORD », dans communes.csv ; écrivez "Nord"']),
    ("commune.adresse_mairie == “1 Rue pasteur”", ['« 1 Rue pasteur », dans communes.csv ; écrivez "1 rue Past']),
    ('commune.arrondissement == "" or commune.qualite == "Ville" or commune.telephone == "17"', []),
)
def test_a_commune_that_is_not_named_so_is_told(shipped: Sources, condition: str, told: list[str]) -> None:
    """Its clause would be in no dossier, or in all; in messages too, by line."""
    text = f"{{% if {condition} %}}x{{% endif %}}"
    spoiled = Spoiled("planning").after("Révision du planning", paragraph(run(text)))
    letter = f"Objet : Essai\n\n{text}\n".encode()
    communes = shipped.table.communes
    for found in (
        list(check_named({"planning.docx": spoiled.bytes()}, {}, communes)),
        list(check_named({}, {"courriel.txt": letter}, communes)),
    ):
        assert [one.level for one in found] == ["warning"] * len(told)
        shown = [f"{one.message.partition(' (près')[0]} ; {one.remedy}" for one in found]
        assert all(words in one for one, words in zip(shown, told, strict=True))
        assert all(one.place or one.line == 3 for one in found)


def test_the_shipped_templates_name_none_wrong(shipped: Sources) -> None:
    """Nor do the messages."""
    templates = {piece.template.name: shipped.templates[piece.kind] for piece in shipped.campaign.templated}
    assert list(check_named(templates, shipped.letters, shipped.table.communes)) == []


def test_a_value_of_one_s_own_column_that_no_commune_has_is_told(shipped: Sources) -> None:
    """« Oui » is not « oui »: the clause would vanish in silence."""
    communes = [replace(one, row={**one.row, "regime": "oui"}) for one in shipped.table.communes[:2]]
    text = '{% if commune.regime == "Oui" %}a{% endif %}{% if commune.regime in ("oui", "peut-être") %}b{% endif %}'
    template = Spoiled("planning").after("Révision du planning", paragraph(run(text))).bytes()
    found = list(check_named({"planning.docx": template}, {}, communes))
    assert [(one.message.partition(" (près")[0], one.remedy) for one in found] == [
        ("commune.regime ne vaut jamais « Oui », dans communes.csv", 'écrivez "oui"'),
        ("commune.regime ne vaut jamais « peut-être », dans communes.csv", "corrigez la condition, ou communes.csv"),
    ]
