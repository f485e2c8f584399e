"""What the law asks of the acts of the shipped campaign and of the one to start from, as each commune gets them."""

from __future__ import annotations

import dataclasses

from generator.avenants.samples import sample_avenants, sample_sequels
from generator.inputs.communes import find_commune
from generator.inputs.sources import Sources, read_sources
from generator.progress import Silence
from generator.project import Project, open_project
from generator.rendering.context import for_piece, make_context
from generator.rendering.rendering import renderer_of
from generator.rendering.templates import Templates
from generator.runs.campaigns.new import NewRequest, run as new
from generator.word.controls import read_controls
from generator.word.passages import read_passages
from tests.cases import cases
from tests.conftest import MakeProject, shipped_sources
from tests.edits import replace
from tests.runs.campaigns.test_new import complete


def made(kind: str, commune: str, sources: Sources | None = None) -> bytes:
    """Return a commune's document before the vote."""
    sources = sources or shipped_sources()
    chosen = find_commune(commune, sources.participants)
    piece = next(piece for piece in sources.campaign.pieces if piece.kind == kind)
    context = for_piece(make_context(chosen, sources.campaign, "N-1"), piece, sources.campaign)
    return renderer_of(Templates.of(sources)).render(kind, context, commune)


def made_later(commune: str) -> dict[str, list[str]]:
    """Return the text of every form of a commune's acts and letters of after the signature, by kind."""
    sources = shipped_sources()
    chosen = find_commune(commune, sources.participants)
    renderer, found = renderer_of(Templates.of(sources)), dict[str, list[str]]()
    later = [
        (sample.context, piece, sample.pack)
        for sample in sample_avenants(chosen, sources.campaign)
        for piece in sample.pieces
    ]
    later += [(context, piece, ()) for context, piece in sample_sequels(chosen, sources.campaign)]
    for context, piece, pack in later:
        docx = renderer.render(piece.kind, for_piece(context, piece, sources.campaign, pack), commune)
        found.setdefault(piece.kind, []).append(text(docx))
    return found


def text(docx: bytes) -> str:
    """Return what a reader can read, with ordinary spaces."""
    return "\n".join(passage.text for passage in read_passages(docx))


def test_a_draft_states_no_fact_of_a_sitting_that_is_still_to_come() -> None:
    """Who presided, where, urgency and who withdrew are the commune's to say; the optional zones may be erased."""
    draft = made("deliberation", "haveluy")
    said = text(draft)
    for fact in ("francs", "affichée à la porte", "sous la présidence de Monsieur"):
        assert fact not in said
    assert "régulièrement convoqué" in said
    zones = {"seance.president", "seance.lieu", "seance.mention", "vote.ne_prennent_pas_part"}
    assert all(read_controls(draft)[tag].placeholder for tag in zones)


def test_the_mayor_signs_the_certificate_of_enforceability() -> None:
    """« Le maire peut, sous sa responsabilité, certifier… » (CGCT, article L. 2131-1, I); articles and commas."""
    said = text(made("deliberation", "denain"))
    assert said.index("Document certifié conforme.\nLa Maire,\nAnne-Lise DUFOUR-TONINI") > said.index("représentant de")
    assert "Le ou la secrétaire de séance, | La Maire," in said


def test_the_council_of_the_president_s_commune_designates_who_signs() -> None:
    """Raismes: another member represents the commune (CGCT, article L. 2122-26), and the letter goes to the mairie."""
    draft = made("deliberation", "raismes")
    assert "designation.representant" in read_controls(draft)
    assert "DÉSIGNE, en application de l’article L. 2122-26 du code général" in text(draft)
    assert "AUTORISE le membre du conseil ainsi désigné à signer" in text(draft)
    letter = text(made("bordereau", "raismes"))
    assert "Mairie de Raismes" in letter
    assert "Monsieur le Maire" not in letter
    other = made("deliberation", "haveluy")
    assert "designation.representant" not in read_controls(other)
    assert "DÉSIGNE" not in text(other)
    assert "AUTORISE Monsieur le Maire à signer" in text(other)


def test_nobody_writes_to_oneself() -> None:
    """The mayor of Raismes is the President: letters of after the signature go to the mairie too."""
    raismes, haveluy = made_later("raismes"), made_later("haveluy")
    for kind in ("bordereau-avenant", "notification", "reconduction", "fin"):
        for said in raismes[kind]:
            assert said.count("Mairie de Raismes") == 1
            assert said.count("Madame, Monsieur,") == 2
            assert "Maire de Raismes" not in said.replace("Mairie", "")
        assert all(said.count("Monsieur le Maire,") == 2 and "Mairie d’Haveluy" not in said for said in haveluy[kind])


def test_the_deliberation_on_an_avenant_is_signed_and_decided_as_the_first() -> None:
    """Articles and commas under the signatures; in Raismes, the council designates again who signs."""
    drafted = made_later("denain")["deliberation-avenant"][0]
    assert "Le ou la secrétaire de séance, | La Maire," in drafted
    assert "Document certifié conforme.\nLa Maire,\nAnne-Lise DUFOUR-TONINI" in drafted
    assert drafted.index("Décision") < drafted.index("Ne prennent pas part au vote") < drafted.index("APPROUVE")
    assert "DÉSIGNE" not in drafted
    assert "AUTORISE Madame la Maire à signer cet avenant" in drafted
    designating = made_later("raismes")["deliberation-avenant"][0]
    assert "DÉSIGNE, en application de l’article L. 2122-26" in designating
    assert "pour représenter la commune et signer cet avenant" in designating
    assert "AUTORISE le membre du conseil ainsi désigné à signer cet avenant" in designating


@cases("originals, enclosed", (1, "une copie"), (2, "un exemplaire original"))
def test_the_only_original_is_not_sent_with_its_notification(originals: int, enclosed: str) -> None:
    """Of one, the commune gets a copy."""
    sources = shipped_sources()
    campaign = dataclasses.replace(
        sources.campaign, convention=dataclasses.replace(sources.campaign.convention, originaux=originals)
    )
    context, piece = next(iter(sample_sequels(find_commune("haveluy", sources.participants), campaign)))
    letter = text(renderer_of(Templates.of(sources)).render(piece.kind, for_piece(context, piece, campaign), "haveluy"))
    assert f"Vous trouverez ci-joint {enclosed} de la convention" in letter
    assert f"pour la Commune d’Haveluy, {enclosed} de la convention" in letter


def test_a_planning_that_ends_with_its_convention_promises_no_revision() -> None:
    """It is cut at the end of the convention, which no avenant changes any more."""
    sources = shipped_sources()
    abscon = find_commune("abscon", sources.participants)
    piece = next(piece for piece in sources.campaign.pieces if piece.kind == "planning")
    renderer, said = renderer_of(Templates.of(sources)), dict[str, str]()
    for context, letter in sample_sequels(abscon, sources.campaign):
        planning = renderer.render("planning", for_piece(context, piece, sources.campaign), "abscon")
        said[letter.kind] = text(planning)
    assert "Révision du planning" not in said["fin"]
    assert "Révision du planning" in said["reconduction"]


def test_the_note_tells_the_council_what_it_commits_the_commune_to() -> None:
    """Denain, from 3 500 inhabitants: what is asked, why, the commitments, the term and the vote."""
    said = text(made("note", "denain"))
    for words in ("Ce qui est proposé", "gratuit", "référent", "30 juin 2026", "reconduite tacitement", "autoriser"):
        assert words in said
    assert "un autre de ses membres" not in said
    assert "un autre de ses membres que le maire" in text(made("note", "raismes"))


@cases(
    "commune, said, unsaid",
    ("denain", ("note explicative de synthèse", "L. 2131-1, III"), ("L. 2131-1, IV",)),
    ("haveluy", ("L. 2131-1, IV", "à défaut de choix"), ("note explicative", "L. 2131-1, III")),
)
def test_letters_ask_for_what_the_population_asks(commune: str, said: tuple[str, ...], unsaid: tuple[str, ...]) -> None:
    """The note with the convocation, and publication in its legal form."""
    letter = text(made("bordereau", commune))
    assert all(words in letter for words in (*said, "avec la convention et le planning annexés"))
    assert not any(words in letter for words in unsaid)


def test_a_sentence_on_remedies_stands_at_the_end_of_the_act(project: MakeProject) -> None:
    """When campaign.toml has one."""
    copy = project("59292")
    replace(copy.campaign / "campaign.toml", "[pack]\n", '[pack]\nvoies_de_recours = "Recours possible."\n')
    assert "Recours possible." in text(made("deliberation", "haveluy", read_sources(copy)))
    assert "Recours" not in text(made("deliberation", "haveluy"))


def test_the_half_days_of_article_4_are_those_of_the_planning() -> None:
    """Raismes has a morning: its annex no longer contradicts the convention."""
    said = text(made("convention", "raismes"))
    assert "jeudis et vendredis après-midi ainsi que les mardis, jeudis et vendredis matin, excepté le lundi" in said
    assert "Tous les après-midi" not in said


def test_a_new_campaign_has_the_same_acts(small_project: Project) -> None:
    """Title, zones and certificate; the draft and its note leave the pack after the vote."""
    new(small_project.root, NewRequest("essai"), Silence())
    complete(small_project.root / "templates" / "essai")
    sources = read_sources(open_project(small_project.root, "essai"))
    draft = made("deliberation", "haveluy", sources)
    assert {"seance.president", "transmission.date", "publication.date"} <= set(read_controls(draft))
    assert "Extrait du registre des délibérations du conseil municipal" in text(draft)
    assert [piece.kind for piece in sources.campaign.pieces if piece.projet] == ["note", "deliberation"]
    convention = made("convention", "haveluy", sources)
    assert "La Communauté d’Agglomération de La Porte du Hainaut, représentée par" in text(convention)
