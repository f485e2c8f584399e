"""Avenants: what their templates say, in all their variants."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.delivery.letter import LetterTemplate
from generator.inputs.campaign import LETTER
from generator.inspection.branches import Recorder
from generator.inspection.templates import inspect_templates
from generator.pdf.conformity import leftovers, verify_pdf
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import select_engine
from generator.progress import Silence
from generator.rendering.context import completed
from generator.rendering.rendering import Renderer
from generator.rendering.templates import Templates
from generator.runs.campaigns.new import STARTER
from generator.word.controls import fill_controls
from generator.workers import LocalWorkers
from tests.avenants.acts import body
from tests.avenants.avenantgroups import (
    AMENDED,
    NUMBER,
    OWN,
    TEMPLATES,
    articles,
    commune,
    render,
    renderer,
    sources,
    template,
)
from tests.avenants.variants import LAST, REMEDIES, paragraph, said, section, variants
from tests.cases import cases


@pytest.mark.parametrize("kind", TEMPLATES)
def test_the_variants_have_every_branch(kind: str) -> None:
    """So that what is asked of all variants below is asked of every passage of the templates."""
    recorder = Recorder(template(kind))
    marked = renderer(kind, recorder.mark)
    passed: set[int] = set()
    for values in variants().values():
        marked.render(kind, values, "Haveluy")
        passed |= recorder.passed()
    left = {branch.label for place, branch in enumerate(recorder.branches) if place not in passed}
    # An article always has a wording and a pack its documents; the campaign has no logo.
    assert {label for label in left if not label.startswith("boucle vide")} <= {"si logo"}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_no_tag_nor_blank_is_left(kind: str) -> None:
    """Nor « None », nor the stray punctuation of a value that is not there."""
    for variant in variants():
        text = "\n".join(said(kind, variant))
        assert list(leftovers(text)) == []
        assert [wrong for wrong in (" ,", " .", "( ", " )", "()", ",,", "..") if wrong in text] == []


def test_the_inspection_finds_nothing() -> None:
    """Neither a name that does not exist, nor anything that a screen reader would stumble on."""
    files = {f"{kind}.docx": template(kind) for kind in TEMPLATES}
    assert inspect_templates(files, commune().row) == []


@cases(
    "variant, between",
    (
        "everything",
        (
            "Modification de l’article 4",
            "Modification de l’article 5-1",
            "Terme de la convention",
            "Planning d’intervention",
        ),
    ),
    ("a slot", ("Planning d’intervention",)),
    ("a term", ("Terme de la convention",)),
    ("articles", ("Modification de l’article 4", "Modification de l’article 5-1")),
    ("voted", ("Planning d’intervention",)),
)
def test_the_articles_are_numbered_without_a_gap(variant: str, between: tuple[str, ...]) -> None:
    """Whatever the avenant changes: 1er, 2, 3."""
    headings = [text for text in said("avenant", variant) if text.startswith("Article ")]
    titles = ("Objet", *between, *LAST)
    assert headings == [f"Article {number if number > 1 else '1er'} : {it}" for number, it in enumerate(titles, 1)]


def test_the_title_and_the_visas_say_what_is_amended() -> None:
    """The convention, its dates, the former avenant, the deliberations of both parties."""
    texts = said("avenant", "everything")
    assert texts[0].startswith(f"Avenant n° 2 à la convention n° {AMENDED} relative à la mise en œuvre")
    assert texts[0].endswith("entre La Porte du Hainaut et la commune d’Haveluy")
    assert texts[1] == f"Enregistré sous le n° {NUMBER}"
    assert [text for text in texts if text.startswith("Vu ")][1:] == [
        "Vu la délibération n° D25049B du Bureau communautaire de la Communauté d’Agglomération de La Porte du Hainaut "
        "en date du 24 février 2025,",
        "Vu la délibération n° 2025-02-10 du conseil municipal d’Haveluy en date du 2 avril 2025, autorisant la "
        "signature de la convention et de ses éventuels avenants sans incidence financière,",
        f"Vu la convention n° {AMENDED}, signée le 12 mai 2025 et notifiée le 20 mai 2025, notamment son article 6, "
        "relatif au suivi et à l’évaluation, et son article 8, relatif aux modifications,",
        "Vu l’avenant n° 1 à cette convention, signé le 15 décembre 2025 et notifié le 18 décembre 2025,",
    ]
    assert not [text for text in said("avenant", "a slot") if text.startswith("Vu l’avenant")]


def test_who_may_sign_depends_on_the_financial_effect() -> None:
    """Without one, the deliberation on the convention is enough; with one, the council's own is needed."""
    party = "La Commune d’Haveluy, représentée par Monsieur Jean-Paul RYCKELYNCK, Maire, dûment autorisé à cet effet "
    free, costly = (paragraph("avenant", variant, party) for variant in ("everything", "to be voted"))
    assert free.endswith(", qui autorise la signature des avenants sans incidence financière,")
    assert costly.endswith("en date du [date de la délibération],")
    assert section("avenant", "everything", "Incidence financière") == [
        "Le présent avenant est sans incidence financière."
    ]
    (effect,) = section("avenant", "to be voted", "Incidence financière")
    assert effect.startswith("Le présent avenant a une incidence financière.")
    own = "approuvant le présent avenant et autorisant sa signature,"
    assert own in "\n".join(said("avenant", "to be voted"))
    assert own not in "\n".join(said("avenant", "everything"))
    assert paragraph("avenant", "to be voted", "Vu la délibération n° 2025-02-10").endswith("de la convention,")


@cases(
    "variant, party, of, mayor",
    ("to an afternoon", "La Commune d’Hélesmes, représentée par Madame", "conseil municipal d’Hélesmes", "autorisée"),
    (
        "a term without a slot",
        "La Commune de La Sentinelle, représentée par Monsieur",
        "conseil municipal de La Sentinelle",
        "autorisé",
    ),
    ("articles", "La Commune de Rosult, représentée par Madame", "conseil municipal de Rosult", "autorisée"),
)
def test_names_and_words_agree(variant: str, party: str, of: str, mayor: str) -> None:
    """With the article of the commune and with the civility of its mayor; the visa names no mayor, one may follow."""
    assert f"dûment {mayor} à cet effet" in paragraph("avenant", variant, party)
    visa = paragraph("avenant", variant, "Vu la délibération n° 2025-02-10")
    assert of in visa
    assert "autorisant la signature de la convention" in visa  # by whoever was mayor then


def test_an_order_of_the_mayor_is_cited_where_a_deputy_signs() -> None:
    """Beside the party, where the council authorised the mayor, and under the signature; elsewhere nothing is said."""
    party = paragraph("avenant", "by order of the mayor", "La Commune d’Haveluy")
    assert (
        "représentée par Madame Mariette MAYEUX, Troisième adjointe, agissant par délégation du maire (arrêté "
        "n° 2026-12 du 3 avril 2026), lui-même dûment autorisé à cet effet par délibération du conseil municipal"
    ) in party
    signature = [text for text in said("avenant", "by order of the mayor") if "par délégation du maire" in text]
    assert [text for text in signature if text.endswith("Troisième adjointe, par délégation du maire")]
    assert not [text for text in said("avenant", "everything") if "délégation" in text]


def test_a_vice_president_signs_for_the_president_whom_the_act_authorises() -> None:
    """The deliberation authorises the President; who signs by delegation is authorised by the order."""
    party = paragraph("avenant", "by delegation", "La Communauté d’Agglomération")
    assert (
        "Vice-président, agissant par délégation (arrêté n° 12 du 3 mai 2025) du Président dûment autorisé à cet effet "
        "par délibération n° D25049B"
    ) in party
    own = paragraph("avenant", "everything", "La Communauté d’Agglomération")
    assert "Aymeric ROBIN, Président, dûment autorisé à cet effet" in own


def test_after_a_merger_the_council_that_authorised_is_named() -> None:
    """It is that of the commune that signed, not of the commune nouvelle, unless that one votes."""
    party = paragraph("avenant", "after a merger", "La Commune d’Haveluy")
    assert "à cet effet par délibération du conseil municipal de La Sentinelle n°" in party
    for variant in ("everything", "after a merger, to be voted"):
        assert "du conseil municipal n°" in paragraph("avenant", variant, "La Commune d’Haveluy")


def test_a_small_change_is_told_as_jurists_do() -> None:
    """In a sentence that names the alinéa and the words; several are numbered."""
    change = section("avenant", "everything", "Modification de l’article 5-1")
    assert change == [
        "Motif : Prolonger la convention d’un an.",
        "L’article 5-1 « Durée et reconduction » de la convention est modifié comme suit :",
        "Au premier alinéa, les mots « 30 juin 2026 » sont remplacés par les mots « 30 juin 2027 ».",
    ]
    texts = list(said("avenant", "alinéas that come"))
    several = texts[texts.index("Article 2 : Modification de l’article 4") + 1 :]
    assert several[1:6] == [
        "1° Après le quatrième alinéa, sont insérés trois alinéas ainsi rédigés :",
        "« Un.",
        "« Deux ;",
        "« Trois. » ;",
        "2° Au septième alinéa, le mot « six » est remplacé par le mot « douze ».",
    ]


def test_an_article_is_quoted_before_and_after() -> None:
    """An opening mark at each alinéa, a closing one at the last, and marks of the second rank inside."""
    change = section("avenant", "everything", "Modification de l’article 4")
    assert change[0] == "L’article 4 « Interventions » de la convention est modifié comme suit :"
    new = change.index("Nouvelle rédaction")
    assert change[1] == "Ancienne rédaction"
    for quotation, said_in in (
        (change[2:new], "Les mardis, mercredis, jeudis et vendredis après-midi"),
        (change[new + 1 :], "Le mardi, le jeudi"),
    ):
        assert {text[:2] for text in quotation} == {"« "}
        assert [text.endswith(" »") for text in quotation] == [False] * (len(quotation) - 1) + [True]
        assert any(said_in in text for text in quotation)
        assert any("“La Passerelle”" in text for text in quotation)
    texts = said("avenant", "lists")
    untitled = texts.index("L’article 4 de la convention est modifié comme suit :")
    assert texts[untitled + 1 : untitled + 7] == (
        "Ancienne rédaction",
        "« Un.",
        "« Deux. »",
        "Nouvelle rédaction",
        "« Deux.",
        "« Un. »",
    )


def test_a_rectification_says_that_it_corrects_an_error() -> None:
    """In its considérants, its object and its article; it says nothing of an evaluation."""
    texts = said("avenant", "a rectification")
    assert "Considérant que la convention comporte une erreur matérielle, qu’il y a lieu de rectifier," in texts
    assert f"Le présent avenant rectifie une erreur matérielle contenue dans la convention n° {AMENDED}." in texts
    assert "Article 2 : Rectification de l’article 5-1" in texts
    assert not [text for text in texts if "l’évaluation" in text]


def test_what_was_not_evaluated_says_nothing_of_an_evaluation() -> None:
    """A prorogation rests on the article on modifications alone."""
    for kind in ("avenant", "deliberation-avenant"):
        assert not [text for text in said(kind, "chosen") if "l’évaluation" in text]
    assert "notamment son article 8, relatif aux modifications," in "\n".join(said("avenant", "chosen"))


def test_a_financial_effect_is_told_with_its_amount() -> None:
    """The amount, how often, the budget line, and the EPCI's own deliberation, in the avenant and in the draft."""
    assert section("avenant", "with amounts", "Incidence financière") == [
        "Le présent avenant a une incidence financière, ainsi fixée :",
        "montant : 1 200 € ;",
        "périodicité : annuelle ;",
        "imputation budgétaire : chapitre 011, article 6288.",
        "Il est conclu après son approbation par la délibération du conseil municipal mentionnée ci-dessus.",
    ]
    own = "n° D26012B du Bureau communautaire en date du 2 mars 2026,"
    assert paragraph("avenant", "with amounts", "La Communauté d’Agglomération").endswith(own)
    visa = paragraph("avenant", "with amounts", "Vu la délibération n° D26012B")
    assert visa.endswith("en date du 2 mars 2026, relative au présent avenant,")
    draft = paragraph("deliberation-avenant", "with amounts", "Cet avenant a une incidence financière")
    assert "montant de 1 200 €, périodicité annuelle, imputation budgétaire « chapitre 011, article 6288 »." in draft
    assert "[" not in draft


@cases(
    "variant, paying, due, budget",
    ("paid by the commune", "{} verse à la CAPH, chaque année,", "du 1er juillet 2026", "{}"),
    ("paid by the EPCI", "la CAPH verse à {}, en une seule fois,", "de la prise d’effet {}", "la CAPH"),
)
def test_who_pays_whom_is_told(variant: str, paying: str, due: str, budget: str) -> None:
    """How much, how often, from when and out of whose budget: in the avenant, the draft, the note and the letter."""
    assert section("avenant", variant, "Incidence financière") == [
        f"Le présent avenant a une incidence financière : {paying.format('la Commune')} la somme de 1 200 €, exigible "
        f"à compter {due.format('du présent avenant')}.",
        f"Cette dépense est imputée au budget de {budget.format('la Commune')} : chapitre 011, article 6288.",
        "Le présent avenant est conclu après son approbation par la délibération du conseil municipal mentionnée "
        "ci-dessus.",
    ]
    told = f"{paying.format('la commune')} la somme de 1 200 €, exigible à compter {due.format('de l’avenant')}"
    draft = paragraph("deliberation-avenant", variant, "Cet avenant a une incidence financière")
    assert f"{told} et imputée au budget de {budget.format('la commune')} (chapitre 011, article 6288). " in draft
    letter = paragraph("bordereau-avenant", variant, "Cet avenant, ci-joint")
    assert f", à la charge de {budget.format('la commune')}) : il doit être approuvé" in letter


def test_the_authorisation_is_quoted_word_by_word() -> None:
    """In the visa, beside the party and in the letter; what was never read is not said to be authorised."""
    words = "« leurs éventuels avenants sans incidence financière »"
    visa = paragraph("avenant", "authorised in words", "Vu la délibération n° 2025-02-10")
    assert visa.endswith(f"autorisant la signature de la convention et celle d’avenants, en ces termes : {words},")
    party = paragraph("avenant", "authorised in words", "La Commune d’Haveluy")
    assert party.endswith(f"[date de la délibération], qui porte aussi sur {words},")
    letter = paragraph("bordereau-avenant", "authorised in words", "Cet avenant est sans incidence financière")
    assert f"en date du 2 avril 2025, qui porte aussi sur {words}, vous autorise déjà à le signer." in letter
    assert "sans incidence financière" not in paragraph("avenant", "never read", "Vu la délibération n° 2025-02-10")
    assert paragraph("avenant", "never read", "La Commune d’Haveluy").endswith("[date de la délibération],")
    unread = paragraph("bordereau-avenant", "never read", "Cet avenant est sans incidence financière")
    assert "Avant de le signer, vérifiez que la délibération n° 2025-02-10 de votre conseil" in unread
    assert "autorise la signature d’avenants ; à défaut, le conseil municipal doit l’approuver." in unread
    draft = paragraph("deliberation-avenant", "never read, voted", "Cet avenant est sans incidence financière.")
    assert "Ce que la délibération n° 2025-02-10 autorise en fait d’avenants n’est pas établi" in draft


def test_what_no_deliberation_authorises_is_to_be_approved() -> None:
    """It is not merely proposed to the council."""
    letter = paragraph("bordereau-avenant", "nothing authorised", "Cet avenant, ci-joint")
    assert letter.endswith(
        "doit être approuvé par le conseil municipal, dont la délibération n° 2025-02-10 n’autorise pas la signature "
        "d’avenants."
    )


def test_only_what_the_council_authorised_is_said() -> None:
    """Neither the visa nor the party says an authorisation of avenants that was not given, or that is not used."""
    for variant in ("chosen", "nothing authorised", "with amounts"):
        assert not [text for text in said("avenant", variant) if "avenants sans incidence financière" in text]
    proposed = paragraph("deliberation-avenant", "chosen", "Cet avenant est sans incidence financière.")
    assert "peut toutefois ne pas s’étendre aux modifications qu’il apporte" in proposed
    needed = paragraph("deliberation-avenant", "nothing authorised", "Cet avenant est sans incidence financière.")
    assert "La délibération n° 2025-02-10 n’autorise pas la signature d’avenants" in needed
    beside = paragraph("deliberation-avenant", "some authorised", "Cet avenant est sans incidence financière.")
    told = "L’autorisation donnée par la délibération n° 2025-02-10 porte sur « les avenants de prolongation »"
    assert f"{told} et peut ne pas s’étendre aux modifications qu’il apporte : il est proposé" in beside
    for variant in ("some authorised, at a cost", "some authorised, with amounts"):
        draft = paragraph("deliberation-avenant", variant, "Cet avenant a une incidence financière")
        assert draft.endswith(
            f"{told} et est antérieure à cette incidence : il appartient au conseil municipal de l’approuver."
        )
    letter = paragraph("bordereau-avenant", "chosen", "Cet avenant, ci-joint")
    assert letter.endswith(
        "est sans incidence financière, mais il est proposé à votre conseil municipal de l’approuver."
    )


def test_a_deliberation_that_was_withdrawn_is_no_basis_of_an_avenant() -> None:
    """No act is made in view of it; whoever votes reads why its authorisation does not hold."""
    gone = "La délibération n° 2025-02-10, retirée ou annulée depuis, n’autorise pas la signature d’avenants"
    for variant in ("withdrawn", "withdrawn, at a cost", "withdrawn, with amounts"):
        texts = (*said("deliberation-avenant", variant), *said("avenant", variant))
        assert [text for text in texts if text.startswith("Vu la délibération n° 2025-")] == []
        assert gone in paragraph("deliberation-avenant", variant, "Cet avenant ")
    asked = paragraph("bordereau-avenant", "withdrawn", "Cet avenant, ci-joint")
    assert asked.endswith(f"dont la {gone[3:]}.")
    assert [text for text in said("avenant", "nothing authorised") if text.startswith("Vu la délibération n° 2025-")]


def test_no_reason_is_told_twice() -> None:
    """That of article 4 is the avenant's own: it is told in article 1er, and not again."""
    reason = articles()[0].motif
    assert [text for text in said("avenant", "everything") if reason in text] == [f"Motif : {reason}"]
    assert not [text for text in said("avenant", "a term") if text.startswith("Motif")]


def test_the_slot_is_told_before_and_after() -> None:
    """In a table with its headings; the annexed planning runs from the day of effect to the new term."""
    texts = section("avenant", "everything", "Planning d’intervention")
    assert texts[1:] == [
        "Intervention | Ancien créneau | Nouveau créneau",
        "Créneau | le 1er jeudi de chaque mois, l’après-midi | le 4e jeudi de chaque mois, le matin",
        "Lieu | Mairie | Médiathèque",
        "Intervention assurée par | Médiateur numérique n° 1 | Médiateur numérique n° 2",
        "Le planning annexé au présent avenant, établi du 1er janvier 2026 au 30 juin 2027, remplace le précédent.",
    ]
    first = section("avenant", "a first slot", "Planning d’intervention")
    assert first[0].startswith("Le créneau d’intervention, qui restait à fixer, est arrêté comme suit")
    assert first[2] == "Créneau | non fixé | le 4e jeudi de chaque mois, le matin"


def test_a_new_term_alone_extends_the_planning() -> None:
    """The slot stays, the planning annexed goes on to the new term; a commune without a slot has none."""
    texts = section("avenant", "a term", "Terme de la convention")
    assert texts == [
        "Le terme de la convention, fixé au 30 juin 2026, est porté au 30 juin 2027.",
        "Le créneau d’intervention reste le même jusqu’à ce terme : le 1er jeudi de chaque mois, l’après-midi "
        "(Mairie). Le planning annexé au présent avenant, établi du 1er janvier 2026 au 30 juin 2027, remplace le "
        "précédent.",
    ]
    assert section("avenant", "a term without a slot", "Terme de la convention") == texts[:1]
    sooner = "Le terme de la convention, fixé au 30 juin 2026, est ramené au 31 mars 2026."
    assert section("avenant", "an earlier term", "Terme de la convention")[0] == sooner
    for variant, annexed in (("a term", True), ("a term without a slot", False), ("articles", False), ("voted", True)):
        assert ("le planning" in paragraph("bordereau-avenant", variant, "Signez l’avenant")) is annexed


def test_the_evaluation_is_told_where_there_is_one() -> None:
    """Its four counts under their headings, its observations, and nothing for a commune that was not evaluated."""
    for kind in ("avenant", "deliberation-avenant"):
        counts = said(kind, "everything").index("Accompagnements | Ateliers | Permanences tenues | Permanences prévues")
        assert said(kind, "everything")[counts + 1] == "28 | 0 | 5 | 5"
        assert said(kind, "everything")[counts + 2].startswith("Observations : ")
        assert not [text for text in said(kind, "a slot") if text.startswith("Observations")]
        assert not [text for text in said(kind, "a first slot") if "Accompagnements" in text]
    assert paragraph("avenant", "everything", "Le présent avenant modifie").endswith(
        "à la suite de l’évaluation prévue à son article 6."
    )
    assert paragraph("avenant", "a first slot", "Le présent avenant modifie").endswith(f"n° {AMENDED}.")


def test_it_takes_effect_at_the_notification_if_that_is_later() -> None:
    """An act has no effect before it is notified; the other articles stay as they are in force."""
    (effect,) = section("avenant", "everything", "Prise d’effet")
    assert effect.endswith(
        "Il prend effet le 1er janvier 2026, ou à la date de cette notification si elle est postérieure."
    )
    assert section("avenant", "everything", "Autres dispositions") == [
        "Les autres articles de la convention, dans leur rédaction en vigueur, demeurent inchangés."
    ]
    assert section("avenant", "a slot", "Autres dispositions") == [
        "Les autres articles de la convention demeurent inchangés."
    ]


def test_the_draft_of_the_deliberation_tells_the_changes_and_decides() -> None:
    """Every change is an item; the council approves the avenant and authorises the mayor to sign it."""
    texts = said("deliberation-avenant", "to be voted")
    start = texts.index("L’avenant proposé porte sur les points suivants :")
    assert texts[start + 1 : start + 6] == (
        "l’article 4 « Interventions » reçoit une nouvelle rédaction ;",
        "l’article 5-1 « Durée et reconduction » est modifié ;",
        "le terme de la convention, fixé au 30 juin 2026, est porté au 30 juin 2027 ;",
        "le créneau d’intervention est désormais le 4e jeudi de chaque mois, le matin (Médiathèque).",
        "Les autres articles de la convention demeurent inchangés.",
    )
    assert f"APPROUVE l’avenant n° 2 à la convention n° {AMENDED}, ci-annexé ;" in texts
    assert paragraph("deliberation-avenant", "to be voted", "AUTORISE").startswith(
        "AUTORISE Monsieur le Maire à signer cet avenant avec la Communauté d’Agglomération"
    )
    assert "[montant et imputation budgétaire]" in paragraph("deliberation-avenant", "to be voted", "Cet avenant a")


@cases(
    "variant, after",
    ("to be voted", ""),
    ("after a renewal", " et porté au 30 juin 2027 par sa reconduction tacite, sous réserve de celle-ci"),
    ("after a certain renewal", " et porté au 30 juin 2027 par sa reconduction tacite"),
)
def test_the_former_term_is_told_alike_in_all_the_documents(variant: str, after: str) -> None:
    """The one in force, with what made it so: in the avenant, in the draft that approves it and in the note."""
    for kind in ("avenant", "deliberation-avenant", "note-avenant"):
        (line,) = [text for text in said(kind, variant) if text.lower().startswith("le terme de la convention")]
        (former, _) = re.split(", (?:est|serait) porté", line)
        assert former.lower() == f"le terme de la convention, fixé au 30 juin 2026{after}"


@cases(
    "variant, delay, published",
    ("to be voted", "trois jours francs avant la séance (article L. 2121-11 du", "IV"),
    ("to be voted in a town", "cinq jours francs avant la séance (article L. 2121-12 du", "III"),
    ("a village that counts a town’s inhabitants", "trois jours francs avant la séance (article L. 2121-11", "III"),
    ("under the local law", "trois jours avant la séance (article L. 2541-2 du", "IV"),
    ("a town under the local law", "cinq jours francs avant la séance (article L. 2121-12 du", "IV"),
)
def test_the_bordereau_says_how_to_convene_and_how_to_publish(variant: str, delay: str, published: str) -> None:
    """The council's population for the one, the total one for the other; the local law has its own convocation."""
    texts = said("bordereau-avenant", variant)
    (convened,) = [text for text in texts if "jours" in text]
    (told,) = [text for text in texts if text.startswith("Publiez-la")]
    assert delay in convened
    assert told.endswith(f"(article L. 2131-1, {published}, du CGCT).")
    assert ("note explicative" in convened) == ("cinq jours" in delay)


def test_the_visa_of_the_councils_own_deliberation_is_completed_once_it_has_voted() -> None:
    """By the same zones as where the parties are named: their number and date are those of the act."""
    visa = "Vu la délibération n° {} du conseil municipal d’Haveluy en date du {}, approuvant le présent avenant et "
    blanks = ("[numéro de la délibération]", "[date de la délibération]")
    assert paragraph("avenant", "to be voted", visa.format(*blanks)).endswith("autorisant sa signature,")
    piece = next(one for one in sources().campaign.avenant if one.kind == "avenant")
    signed = fill_controls(render("avenant", variants()["voted"]), completed(piece, OWN))
    assert [text for text in body(signed) if text.startswith(visa.format("2025-12-01", "10 décembre 2025"))]
    assert not [text for text in body(signed) if "la délibération]" in text]


@cases("starter", False, True)
@cases(
    "variant, there, absent",
    ("to be voted", ("avec l’avenant et le planning annexés", "selon le mode choisi"), ("à désigner", "L. 2122-26")),
    ("to be voted in a town", ("avec l’avenant annexé", "sous forme électronique"), ("annexe ", "le planning")),
    ("the President’s own commune, to be voted", ("L. 2122-26",), ("signer chaque exemplaire",)),
    ("voted, not transmitted", ("chaque exemplaire, une fois la délibération transmise",), ("publier", "annexe")),
    ("everything", ("l’avenant et son annexe", "chaque exemplaire"), ("publier", "transmi")),
    ("of a communauté de communes", ("un exemplaire original", "cet exemplaire"), ("chaque", "publier")),
    ("under the local law", ("au moins trois jours avant la séance",), ("francs",)),
    ("a town under the local law", ("au moins cinq jours francs avant la séance",), ()),
    ("nothing authorised", ("doit être approuvé par le conseil municipal, dont la délib",), ("il est proposé",)),
    ("withdrawn", ("dont la délibération n° 2025-02-10, retirée ou annulée depuis, n’autorise",), ()),
    ("authorised in words", ("porte aussi sur « leurs éventuels avenants sans incidence financière », et",), ()),
    ("never read", ("est à relire avant de signer",), ("n’a pas à délibérer",)),
)
def test_the_e_mail_asks_for_what_is_joined_to_it(
    variant: str, there: tuple[str, ...], absent: tuple[str, ...], *, starter: bool
) -> None:
    """To vote, transmit and publish what is to be voted, with the planning where there is one; else to sign."""
    campaign = sources().campaign
    folder = STARTER if starter else campaign.folder
    letter = LetterTemplate((folder / LETTER).read_bytes()).write(variants()[variant], campaign, "Haveluy", ())
    text = letter.text.replace("\u00a0", " ")
    assert [words for words in there if words not in text] == []
    assert [words for words in absent if words in text] == []


def test_nobody_is_made_to_owe_what_an_avenant_of_old_costs() -> None:
    """The amount, how often, the line of the budget; who pays was not asked then, and is for an article to say."""
    for kind in ("avenant", "deliberation-avenant", "note-avenant"):
        text = "\n".join(said(kind, "with amounts, in a town"))
        assert all(words in text for words in ("1 200 €", "annuelle", "chapitre 011, article 6288"))
        assert not re.search(r"\b(?:vers|pai)(?:e|era|erait)\b", text)


@cases("kind", *TEMPLATES, "note-avenant")
def test_the_templates_of_a_new_campaign_say_as_much_of_a_sum(kind: str) -> None:
    """Who owes it, how often, from when, on which budget: a council does not vote on less elsewhere."""
    ours, new = (
        set(re.findall(r"avenant\.finances\.\w+", "\n".join(body((folder / f"{kind}.docx").read_bytes()))))
        for folder in (sources().campaign.folder, STARTER)
    )
    assert new == ours
    values = variants()["paid by the EPCI"] | {"conseil": variants()["to be voted in a town"]["conseil"]}
    file = (kind, f"{kind}.docx", (STARTER / f"{kind}.docx").read_bytes())
    written = Renderer(Templates((file,), sources().campaign.date)).render(kind, values, "Haveluy")
    text = " ".join("\n".join(body(written)).split())
    assert re.search(r"La Porte du Hainaut verse(?:rait)? à la ([Cc])ommune|à la charge de La Porte du Hainaut", text)


def test_the_draft_of_an_avenant_ends_with_the_remedies_of_the_campaign() -> None:
    """As that of the convention does, and with nothing where the campaign says none."""
    assert said("deliberation-avenant", "with remedies")[-1] == REMEDIES
    assert REMEDIES not in said("deliberation-avenant", "to be voted")


def test_the_bordereau_asks_for_a_vote_or_for_signatures() -> None:
    """A vote only while an avenant with a financial effect waits for one; the delay is that of the population."""
    voted, waiting, free = (said("bordereau-avenant", it) for it in ("voted", "to be voted", "everything"))
    assert waiting[-10].startswith("Inscrivez le projet de délibération à l’ordre du jour")
    assert "cinq jours francs" in "\n".join(said("bordereau-avenant", "to be voted in a town"))
    assert "article L. 2121-12 du" in "\n".join(said("bordereau-avenant", "to be voted in a town"))
    assert "trois jours francs avant la séance (article L. 2121-11 du" in waiting[-10]
    for texts in (voted, free):
        assert not [text for text in texts if "vote" in text or "jours francs" in text]
    own = "La délibération n° 2025-12-01 de votre conseil municipal, en date du 10 décembre 2025, est bien parvenue"
    initial = "n° 2025-02-10 de votre conseil municipal, en date du 2 avril 2025, vous autorise déjà à le signer"
    assert [any(words in text for text in texts) for texts in (voted, free) for words in (own, initial)] == [
        True,
        False,
        False,
        True,
    ]
    assert paragraph("bordereau-avenant", "voted, not transmitted", "Signez l’avenant").endswith(
        "une fois la délibération transmise au représentant de l’État."
    )


@cases("engine, avenant", ("libreoffice", 3), ("embedded", 4))
def test_the_printed_documents_pass_verification(engine: str, avenant: int, tmp_path: Path) -> None:
    """With everything that they can say: the standards hold, the prefecture's corner is free, no page is in excess.

    The embedded engine breaks before the table of the signatures, whose head it repeats on a page more.
    """
    wanted = {"avenant": ("everything", avenant), "deliberation-avenant": ("to be voted", 3)}
    jobs = [ConversionJob(kind, render(kind, variants()[variant])) for kind, (variant, _) in wanted.items()]
    date = sources().campaign.date
    with LocalWorkers(2, Silence().check) as workers:
        conversions = list(select_engine(engine).convert(jobs, workers=workers, date=date))
    assert [conversion.error for conversion in conversions] == ["", ""]
    for conversion in conversions:
        _, count = wanted[conversion.job.name]
        pdf = tmp_path / f"{conversion.job.name}.pdf"
        pdf.write_bytes(conversion.pdf)
        failures, pages = verify_pdf(pdf)
        assert failures == ()
        assert len(pages) == count
        assert not any(page.in_stamp_zone or page.outside for page in pages)


def test_a_town_is_given_the_note_that_its_bordereau_asks_for() -> None:
    """From 3 500 inhabitants, when the council votes: what changes, what it costs, what is to be voted."""
    (piece,) = [piece for piece in sources().campaign.avenant if piece.kind == "note-avenant"]
    assert (piece.si, piece.projet) == ("note_de_synthese", True)
    text = "\n".join(body(render("note-avenant", variants()["to be voted in a town"])))
    assert "Note explicative de synthèse" in text
    assert "l’article 5-1 « Durée et reconduction »" in text
    assert "[montant et imputation budgétaire]" in text
    assert "approuver l’avenant" in text
    assert list(leftovers(text)) == []
