"""What a template can name, and what it is told when it names something else."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.inputs.sources import Sources, read_sources
from generator.law.acts import Act
from generator.project import Project
from generator.rendering.context import columns_read, for_piece, make_context
from generator.rendering.fields import Fields, Unknown
from generator.runs.campaigns.new import STARTER
from tests.cases import cases
from tests.conftest import REPOSITORY, MakeProject
from tests.edits import replace, replace as rewrite, set_cells
from tests.rendering.templates import render, texts
from tests.signatories import NEW_PRESIDENT, VICE_PRESIDENT, add_signatory, delegate

ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=Unknown)


@pytest.fixture
def sources(small_project: Project) -> Sources:
    """Return the data of three communes."""
    return read_sources(small_project)


def context_of(sources: Sources, index: int = 0) -> dict[str, Any]:
    """Return the context of one commune's convention."""
    piece = next(piece for piece in sources.campaign.pieces if piece.kind == "convention")
    context = make_context(sources.participants[index], sources.campaign, "MED_NUM-2025-017")
    return for_piece(context, piece, sources.campaign)


def evaluate(expression: str, context: dict[str, Any]) -> str:
    return ENVIRONMENT.from_string(expression).render(context)


@cases(
    "expression, expected",
    ("{{ numero }}", "MED_NUM-2025-017"),
    ("{{ commune.nom }}", "Haveluy"),
    ("{{ commune.population_municipale + 1 }}", "3225"),
    ("{{ commune.appel_maire }}, {{ commune.titre_maire }}", "Monsieur le Maire, Maire"),
    ("{{ commune.qualite }}", "Commune"),
    ("{{ commune.maire_depuis.year }}", "2020"),
    ("{{ commune.telephone }}", "03 27 44 20 99"),
    ("{{ epci.president.titre }} {{ epci.deliberation.numero }}", "Président D25049B"),
    ("{{ epci.deliberation.date.month }}", "2"),
    ("{{ convention.originaux + 1 }} {{ convention.reference }}", "3 MED_NUM_CAPH/Commune"),
    ("{{ conseil.delai_convocation }}", "3"),
    ("{{ creneau.mediateur }}, {{ creneau.semaine }}, {{ creneau.jour }}", "Médiateur numérique n° 1, 1, jeudi"),
    ("{{ creneau.demi_journee }}, {{ creneau.lieu }}", "après-midi, Mairie"),
    ("{{ planning.accueil_debut.hour }}-{{ planning.rendez_vous_fin.hour }}", "14-17"),
    ("{{ planning.seances|length }} {{ planning.seances[0].ferie }}", "14 fête du Travail"),
    ("{% for s in planning.seances %}{% if s.ferie %}{{ s.date.day }} {% endif %}{% endfor %}", "1 1 "),
    ("{{ pieces|map(attribute='titre')|first }}", "Bordereau d’envoi"),
    ("{{ pieces|length }}", "3"),
)
def test_a_template_can_name_the_data_of_its_dossier(sources: Sources, expression: str, expected: str) -> None:
    """The contract with the legal staff: groups and fields, of the types that filters take."""
    assert evaluate(expression, context_of(sources)) == expected


def test_unknown_columns_are_fields_of_the_commune(small_project: Project) -> None:
    """A column added by the legal staff is at once ``commune.<column>``."""
    text = small_project.communes.read_text(encoding="utf-8").splitlines()
    rows = [text[0] + ";Référent", *(row + ";adjointe" for row in text[1:])]
    small_project.communes.write_text("\n".join(rows), encoding="utf-8")
    assert evaluate("{{ commune.referent }}", context_of(read_sources(small_project))) == "adjointe"


@cases("name", "courriel", "maire_depuis", "population_totale")
def test_an_empty_value_is_false_and_never_printed(small_project: Project, name: str) -> None:
    """``{% if %}`` asks; printing says which value is empty and what to do."""
    header, row, *rest = small_project.communes.read_text(encoding="utf-8").splitlines()
    cells = row.split(";")
    cells[header.split(";").index(name)] = ""
    small_project.communes.write_text("\n".join([header, ";".join(cells), *rest]), encoding="utf-8")
    context = context_of(read_sources(small_project))
    assert evaluate(f"{{% if commune.{name} %}}oui{{% else %}}non{{% endif %}}", context) == "non"
    assert evaluate(f"{{{{ commune.{name} or 'aucun' }}}}", context) == "aucun"
    with pytest.raises(UndefinedError, match=rf"commune\.{name} est vide.*% if commune\.{name} %"):
        evaluate(f"{{{{ commune.{name} }}}}", context)


def test_a_known_column_that_is_absent_is_empty(small_project: Project) -> None:
    """A file with the required columns alone makes documents, and what must be there is named as its column."""
    rows = [line.split(";") for line in small_project.communes.read_text(encoding="utf-8").splitlines()]
    place = rows[0].index("adresse_mairie")
    text = "\n".join(";".join([*row[:place], *row[place + 1 :]]) for row in rows)
    small_project.communes.write_text(text, encoding="utf-8")
    context = context_of(read_sources(small_project))
    assert evaluate("{% if commune.adresse_mairie %}oui{% else %}non{% endif %}", context) == "non"
    with pytest.raises(UndefinedError, match=r"ajoutez la colonne adresse_mairie à communes\.csv"):
        evaluate("{{ commune.adresse_mairie }}", context)


def test_a_commune_without_slot_has_no_hours(small_project: Project) -> None:
    """``{% if creneau %}`` is false, and the planning's sessions are an empty list."""
    replace(small_project.communes, "M1;1;jeudi;après-midi;Mairie", ";;;;")
    context = context_of(read_sources(small_project))
    text = "{% if creneau %}x{% endif %}{% if planning.accueil_debut %}x{% endif %}{{ planning.seances|length }}"
    assert evaluate(text, context) == "0"
    with pytest.raises(UndefinedError, match="creneau"):
        evaluate("{{ creneau.jour }}", context)


@cases(
    "expression, message",
    ("{{ commune.maire_nom }}", r"commune\.maire_nom : inconnu ; vouliez-vous commune\.nom_maire \?"),
    ("{{ commune.nomm }}", r"vouliez-vous commune\.nom \?"),
    ("{{ epci.president.prenon }}", r"vouliez-vous epci\.president\.prenom \?"),
    (
        "{{ planning.seances[0].jour }}",
        r"planning\.seances\[0\]\.jour : inconnu ; planning\.seances\[0\] contient date, ferie",
    ),
    ("{{ convention.xyz }}", r"convention contient titre, objet, reference, terme, fait_a, originaux"),
    ("{{ nunero }}", "nunero : inconnu"),
    ("{% if commune.xyz %}{% endif %}", "commune.xyz : inconnu"),
    ("{% for x in commune.xyz %}{% endfor %}", "commune.xyz : inconnu"),
    ("{{ commune.nom.xyz }}", "xyz : inconnu"),
    ("{{ commune._label }}", "inconnu"),
)
def test_a_name_that_does_not_exist_fails_with_the_nearest(sources: Sources, expression: str, message: str) -> None:
    """In any use, conditions too: no mistake makes a paragraph vanish in silence."""
    with pytest.raises((UndefinedError, SecurityError), match=message):
        evaluate(expression, context_of(sources))


def test_the_program_s_own_names_are_not_offered(sources: Sources) -> None:
    """A message lists the fields that a template may name, and no other."""
    with pytest.raises(UndefinedError) as caught:
        evaluate("{{ commune.xyz }}", context_of(sources))
    assert "contient insee, siren, nom" in str(caught.value)
    assert not re.search(r"[ ,]_\w", str(caught.value))


def test_each_document_lists_the_others(sources: Sources) -> None:
    """``pieces`` is the pack without the document itself, in the order of the pack."""
    campaign = sources.campaign
    context = make_context(sources.participants[0], campaign, "N-1")
    listed = {
        piece.kind: [item.titre for item in for_piece(context, piece, campaign)["pieces"]] for piece in campaign.pieces
    }
    titles = [piece.titre for piece in campaign.documents(note_de_synthese=False)]
    assert listed["bordereau"] == titles[1:]
    assert listed["convention"] == [*titles[:2], titles[3]]


def test_what_the_law_asks_of_the_council_follows_its_population(small_project: Project) -> None:
    """That of the last full renewal, or today's; for the publication of its acts, the total one."""
    asked = "{{ conseil.delai_convocation }} {{ conseil.note_de_synthese }} {{ conseil.publication_electronique }}"
    assert evaluate(asked, context_of(read_sources(small_project))) == "3 False False"
    set_cells(small_project, "59292", population_conseil="3500")
    assert evaluate(asked, context_of(read_sources(small_project))) == "5 True False"
    set_cells(small_project, "59292", population_conseil="", population_totale="3500")
    assert evaluate(asked, context_of(read_sources(small_project))) == "3 False True"
    set_cells(small_project, "59292", population_totale="")
    assert evaluate(asked, context_of(read_sources(small_project))) == "3 False False"


def test_a_council_designates_when_its_mayor_is_the_president(small_project: Project) -> None:
    """The same first name and name, whatever their case (CGCT, article L. 2122-26)."""
    asked = "{{ conseil.a_designer }}"
    assert evaluate(asked, context_of(read_sources(small_project))) == "False"
    set_cells(small_project, "59292", nom_maire="Robin")
    assert evaluate(asked, context_of(read_sources(small_project))) == "False"
    set_cells(small_project, "59292", prenom_maire="Aymeric", nom_maire="Robin")
    assert evaluate(asked, context_of(read_sources(small_project))) == "True"


def test_a_signatory_in_the_data_is_still_to_be_designated_in_the_place_of_the_president(
    small_project: Project,
) -> None:
    """The draft would authorise « Monsieur le Maire » and the convention say that the deputy is, by that act."""
    own = {
        "signataire_civilite": "Madame",
        "signataire_prenom": "Mariette",
        "signataire_nom": "MAYEUX",
        "signataire_titre": "Première adjointe",
    }
    set_cells(small_project, "59292", prenom_maire="Aymeric", nom_maire="Robin", **own)
    asked = "{{ conseil.a_designer }} {{ signataire.nom }}"
    assert evaluate(asked, context_of(read_sources(small_project))) == "True MAYEUX"


@cases("population, convened", (3499, ["2541-2"]), (3500, ["2541-2", "2121-12"]), ids=["small", "large"])
@cases("folder", STARTER, REPOSITORY / "templates" / "mediation-numerique")
def test_a_deliberation_cites_the_articles_that_hold_where_the_council_sits(
    sources: Sources, folder: Path, population: int, convened: list[str]
) -> None:
    """In Moselle, Bas-Rhin and Haut-Rhin, L. 2541-1 of the CGCT leaves out L. 2121-10, L. 2121-11 and L. 2121-29."""
    template, cited = (folder / "deliberation.docx").read_bytes(), {}
    piece = next(piece for piece in sources.campaign.pieces if piece.kind == "deliberation")
    for insee in ("59292", "57463", "67482", "68066"):
        (commune, *_) = sources.participants
        there = dataclasses.replace(commune, insee=insee, population_conseil=population)
        local = make_context(there, sources.campaign, "MED_NUM-2025-017")
        printed = " ".join(texts(render(template, for_piece(local, piece, sources.campaign))))
        cited[insee] = re.findall(r"L\.\s(2[15]\d\d-\d+)", printed)
    others = cited.pop("59292")
    assert others[:2] == ["2121-10", "2121-12"]
    for local_ones in cited.values():
        assert local_ones == [*convened, *({"2121-29": "2541-12"}.get(one, one) for one in others[2:])]


def test_a_sentence_on_remedies_is_printed_when_the_campaign_has_one(small_project: Project) -> None:
    """Off by default."""
    asked = "{% if voies_de_recours %}{{ voies_de_recours }}{% else %}rien{% endif %}"
    assert evaluate(asked, context_of(read_sources(small_project))) == "rien"
    replace(small_project.campaign / "campaign.toml", "[pack]\n", '[pack]\nvoies_de_recours = "Un recours."\n')
    assert evaluate(asked, context_of(read_sources(small_project))) == "Un recours."


def test_what_the_council_is_asked_depends_on_its_columns(sources: Sources) -> None:
    """A document that names it changes with them."""
    context = context_of(sources)
    evaluate("{{ conseil.delai_convocation }}{{ commune.le_maire }}", context)
    read = columns_read(context)
    assert {"population_conseil", "population_municipale", "civilite_maire", "titre_maire"} <= read
    assert "prenom_maire" not in read


def test_the_columns_that_a_document_read_are_known(sources: Sources) -> None:
    """What a document named, directly or through a mayor's title, tells which changes concern it."""
    context = context_of(sources)
    evaluate("{{ commune.nom }}{% if commune.courriel %}x{% endif %}{{ commune.appel_maire }}", context)
    columns = columns_read(context)
    assert {"nom", "courriel", "civilite_maire", "titre_maire", "jour"} <= columns
    assert "telephone" not in columns
    assert "telephone" not in columns_read(context_of(sources))


def test_a_group_is_called_as_templates_call_it() -> None:
    """Messages name a group by what stands before the dot."""
    assert repr(Fields("epci.president", {"nom": "ROBIN"})) == "epci.president"


PARTIES = (
    "{% if signataire %}{{ signataire.civilite }} {{ signataire.prenom }} {{ signataire.nom }}, {{ signataire.titre }}"
    "{% else %}[nom et qualité de la personne désignée]{% endif %}"
    " / {{ epci.signataire.prenom }} {{ epci.signataire.nom }}, {{ epci.signataire.titre }}"
    "{% if epci.signataire.arrete %}, arrêté {{ epci.signataire.arrete }}{% endif %}"
)
RAISMES, HAVELUY, VOTED = "59491", "59292", datetime.date(2025, 4, 2)


def parties(project: Project, act: Act | None = None, **more: Any) -> str:
    """Return who signs the convention of the first commune for each party, as its template says it."""
    sources = read_sources(project)
    return evaluate(PARTIES, make_context(sources.participants[0], sources.campaign, "N-1", act, **more))


def test_the_mayor_and_the_president_sign_by_default(project: MakeProject) -> None:
    """Nothing has to be written for it."""
    assert parties(project(HAVELUY)) == "Monsieur Jean-Paul RYCKELYNCK, Maire / Aymeric ROBIN, Président"


def test_the_convention_of_the_president_s_own_commune_waits_for_a_name(project: MakeProject) -> None:
    """Nobody is invented, before the vote or after it; whom the council designated then signs."""
    made, act = project(RAISMES), Act("", "1", VOTED)
    blank = "[nom et qualité de la personne désignée] / Aymeric ROBIN, Président"
    assert parties(made) == blank
    assert parties(made, act) == blank
    told = parties(made, dataclasses.replace(act, designated="Madame Mariette MAYEUX, première adjointe"))
    assert told == "Madame Mariette MAYEUX, Première adjointe / Aymeric ROBIN, Président"


def test_what_is_not_known_is_never_printed(project: MakeProject) -> None:
    """The message says what is awaited."""
    sources = read_sources(project(RAISMES))
    with pytest.raises(UndefinedError, match="le conseil municipal doit désigner qui signe"):
        evaluate("{{ signataire.nom }}", make_context(sources.participants[0], sources.campaign, "N-1"))


def test_a_vice_president_signs_with_the_mayor_of_raismes(project: MakeProject) -> None:
    """The delegation can be told; the President's other acts stay his."""
    made = project(RAISMES, HAVELUY)
    delegate(made, VICE_PRESIDENT + 'communes = ["59491"]\narrete = "n° 12 du 2 janvier 2025"\n')
    sources = read_sources(made)
    haveluy, raismes = (evaluate(PARTIES, make_context(one, sources.campaign, "N-1")) for one in sources.participants)
    assert raismes == (
        "Monsieur Aymeric ROBIN, Maire / Anne-Lise DUFOUR-TONINI, Vice-présidente, arrêté n° 12 du 2 janvier 2025"
    )
    assert haveluy.endswith(" / Aymeric ROBIN, Président")


def test_a_vice_president_who_decided_signs_by_that_decision(project: MakeProject) -> None:
    """It authorised no President who would delegate a signature."""
    made = project(RAISMES)
    delegate(made, VICE_PRESIDENT + 'arrete = "n° 12 du 2 janvier 2025"\n')
    rewrite(made.campaign / "campaign.toml", '\norgane = "Bureau communautaire"', '\norgane = "Vice-présidente"')
    sources = read_sources(made)
    told = evaluate(PARTIES, make_context(sources.participants[0], sources.campaign, "N-1"))
    assert told.endswith(" / Anne-Lise DUFOUR-TONINI, Vice-présidente")


def test_a_new_president_signs_what_was_voted_before_and_is_not_signed(project: MakeProject) -> None:
    """Whoever has left cannot sign any more; the mayor of Raismes then signs with somebody else."""
    made = project(RAISMES)
    delegate(made, NEW_PRESIDENT)
    assert parties(made, Act("", "1", VOTED)) == "Monsieur Aymeric ROBIN, Maire / Anne-Lise DUFOUR-TONINI, Présidente"


def test_a_delegation_that_ended_before_the_vote_is_not_used(project: MakeProject) -> None:
    """It is the day of the vote that decides, and before it that of the EPCI's deliberation."""
    made = project(HAVELUY)
    delegate(made, VICE_PRESIDENT + 'communes = ["Haveluy"]\nfin = 2025-04-01\n')
    assert parties(made).endswith("Vice-présidente")
    assert parties(made, Act("", "1", VOTED)).endswith("Président")
    assert parties(made, day=datetime.date(2025, 4, 1)).endswith("Vice-présidente")


def test_a_signatory_of_the_commune_takes_the_mayor_s_place_in_the_act_alone(project: MakeProject) -> None:
    """The letters are still to the mayor."""
    made = project(HAVELUY)
    add_signatory(made, "Madame;Mariette;MAYEUX;Première adjointe")
    assert parties(made) == "Madame Mariette MAYEUX, Première adjointe / Aymeric ROBIN, Président"
    sources = read_sources(made)
    context = make_context(sources.participants[0], sources.campaign, "N-1")
    told = evaluate("{{ commune.destinataire }}, {{ commune.appel }}, {{ commune.titre_maire }}", context)
    assert told == "Monsieur Jean-Paul RYCKELYNCK, Monsieur le Maire, Maire"


def test_the_president_does_not_write_to_himself(project: MakeProject) -> None:
    """The letters of his own commune are to the town hall, even when a vice-president signs the act."""
    letter = "{{ commune.destinataire or 'Mairie' }}, {{ commune.appel }}, {{ commune.appel_maire }}"
    made = project(RAISMES)
    for _ in range(2):
        sources = read_sources(made)
        context = make_context(sources.participants[0], sources.campaign, "N-1")
        assert evaluate(letter, context) == "Mairie, Madame, Monsieur, Monsieur le Maire"
        delegate(made, VICE_PRESIDENT + 'communes = ["59491"]\n')


def test_letters_are_those_of_the_president_in_office(project: MakeProject) -> None:
    """Of the new one, and to the former one in his commune; one who signs for all by delegation presides nothing."""
    letter = "{{ epci.president.prenom }} {{ epci.president.nom }}, {{ epci.president.titre }} / {{ commune.appel }}"
    made = project(RAISMES)
    delegate(made, VICE_PRESIDENT)
    (raismes,) = read_sources(made).participants
    told = evaluate(letter, make_context(raismes, read_sources(made).campaign, "N-1"))
    assert told == "Aymeric ROBIN, Président / Madame, Monsieur"
    replace(made.campaign / "campaign.toml", VICE_PRESIDENT, NEW_PRESIDENT)
    for act in (None, Act("", "1", VOTED)):
        context = make_context(raismes, read_sources(made).campaign, "N-1", act)
        assert evaluate(letter, context) == "Anne-Lise DUFOUR-TONINI, Présidente / Monsieur le Maire"
        with pytest.raises(UndefinedError, match="debut : inconnu"):
            evaluate("{{ epci.president.debut }}", context)


def test_the_columns_behind_the_signatory_are_known(project: MakeProject) -> None:
    """The mayor's and the signatory's own: either may change what was printed."""
    sources = read_sources(project(HAVELUY))
    piece = sources.campaign.pieces[0]
    context = for_piece(make_context(sources.participants[0], sources.campaign, "N-1"), piece, sources.campaign)
    assert "nom_maire" not in columns_read(context)
    evaluate("{{ signataire.nom }}{{ commune.destinataire }}", context)
    assert {"nom_maire", "signataire_nom", "prenom_maire"} <= columns_read(context)
    assert "signataire_titre" not in columns_read(context)


def test_the_days_of_the_epci_s_deliberation_can_be_named(project: MakeProject) -> None:
    """Empty as long as they are not known."""
    made = project(HAVELUY)
    asked = "{% if epci.deliberation.transmise %}{{ epci.deliberation.transmise }}{% else %}inconnue{% endif %}"
    sources = read_sources(made)
    assert evaluate(asked, make_context(sources.participants[0], sources.campaign, "N-1")) == "inconnue"
    replace(made.campaign / "campaign.toml", "date = 2025-02-24", "date = 2025-02-24\ntransmise = 2025-02-26")
    sources = read_sources(made)
    assert evaluate(asked, make_context(sources.participants[0], sources.campaign, "N-1")) == "2025-02-26"


@cases(
    "organe, cited",
    ("Président", "décision n° D25049B du Président"),
    ("1re vice-présidente", "décision n° D25049B de la 1re vice-présidente"),
    ("Conseil communautaire", "délibération n° D25049B du Conseil communautaire"),
)
@cases("folder", STARTER, REPOSITORY / "templates" / "mediation-numerique")
def test_an_act_of_the_epci_is_called_what_it_is(project: MakeProject, folder: Path, organe: str, cited: str) -> None:
    """A decision of its President or of a vice-president, else a deliberation; in every document that cites it."""
    made = project(HAVELUY)
    replace(made.campaign / "campaign.toml", '\norgane = "Bureau communautaire"', f'\norgane = "{organe}"')
    sources = read_sources(made)
    context = make_context(sources.participants[0], sources.campaign, "N-1")
    for piece in (one for one in sources.campaign.pieces if one.kind in ("convention", "deliberation")):
        template = (folder / f"{piece.kind}.docx").read_bytes()
        said = " ".join(" ".join(texts(render(template, for_piece(context, piece, sources.campaign)))).split())
        taken = cited if "délibération" in cited else cited.replace(" D25049B du ", " D25049B prise par le ")
        taken = taken.replace(" D25049B de la ", " D25049B prise par la ").replace(
            "B du Conseil", "B adoptée en Conseil"
        )
        assert cited in said or taken in said
        assert said.count("n° D25049B") == said.count(f"{cited.split()[0]} n° D25049B")
