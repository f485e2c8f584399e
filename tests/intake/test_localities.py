"""The commune of an act, where acts write its name."""

from __future__ import annotations

from dataclasses import replace

from generator.intake.localities import named_instead
from tests.cases import cases
from tests.intake import layouts
from tests.intake.minutes import field


def named(words: str) -> str:
    """Return an act whose opening names a commune so."""
    return f"{words}\nNombre de présents : 2\nVu le code,\nLe conseil approuve par 2 voix pour.\n"


@cases(
    "words, insee",
    ("Le Conseil Municipal de la Commune d’OISY s’est réuni en mairie.", "59446"),
    ("Le Conseil Municipal de la Ville de RAISMES s’est réuni en mairie.", "59491"),
    ("Les membres du conseil municipal de la commune de Wavrechain-sous-Denain, dûment convoqués", "59651"),
    ("Le conseil municipal de la commune de Wavrechain-\nsous-Denain s’est réuni", "59651"),
    ("COMMUNE DE LA SENTINELLE", "59564"),
    ("COMMUNE NOUVELLE DE MAULDE", "59393"),
    ("Les conseillers municipaux de Thiant se sont réunis en mairie.", "59589"),
)
def test_a_commune_is_known_by_its_name(words: str, insee: str) -> None:
    """After « conseil municipal de la commune de », too."""
    assert (field(named(words), "commune").value, field(named(words), "commune").confidence) == (insee, "certain")


@cases(
    "words",
    "COMMUNE DE SAINT-VENANT",
    "COMMUNE DE SAINT-LÉGER",
    "VILLE DE LOURDES",
    "COMMUNE D’OISY-LE-VERGER",
    "COMMUNE DE NIVELLE-SUR-LOIRE",
    "COMMUNE DE DINAN",
)
def test_another_commune_is_none_of_ours(words: str) -> None:
    """Not even in doubt: few letters in common, or a name that goes on."""
    assert field(named(words), "commune").value is None


def test_a_misread_name_is_doubtful() -> None:
    """One letter of a scan."""
    assert field(named("COMMUNE DE HASPRFS"), "commune").value == "59285"
    assert field(named("COMMUNE DE HASPRFS"), "commune").confidence == "doubtful"


def test_a_commune_that_is_only_spoken_of_is_doubtful() -> None:
    """« réuni à Maulde », and of no other; of two, none is chosen."""
    spoken = field(named("Le conseil municipal, dûment convoqué, s’est réuni salle des fêtes à Maulde."), "commune")
    assert (spoken.value, spoken.confidence) == ("59393", "doubtful")
    assert field(named("Le conseil municipal s’est réuni à Maulde, puis à Denain."), "commune").value is None


@cases(
    "subject, other",
    ("Convention entre la Porte du Hainaut et la commune d’Haveluy", "Haveluy"),
    ("Convention entre la Porte du Hainaut et la commune de Denain", None),
    ("Convention entre les communes de Denain et d’Haveluy, et la commune d’Haveluy", None),
    ("Convention de mise à disposition de médiateurs numériques", None),
    ("Convention avec la commune de Lourdes", None),
)
def test_an_object_that_names_another_commune_of_the_list_is_told(subject: str, other: str | None) -> None:
    """One that names the commune itself, none, or a commune of elsewhere says nothing against it."""
    communes = layouts.communes()
    denain = next(one for one in communes if one.nom == "Denain")
    found = named_instead(subject, denain, communes)
    assert (found and found.nom) == other


def test_an_article_of_the_name_may_be_contracted() -> None:
    """« la commune du Quesnoy » names Le Quesnoy itself, « du Quesnoy » of Denain another one."""
    communes = layouts.communes()
    denain = next(one for one in communes if one.nom == "Denain")
    quesnoy = replace(denain, insee="59481", nom="Le Quesnoy", tncc=2)
    subject = "Convention entre la Porte du Hainaut et la commune du Quesnoy"
    assert named_instead(subject, quesnoy, [*communes, quesnoy]) is None
    assert named_instead(subject, denain, [*communes, quesnoy]) == quesnoy


@cases(
    "words, insee",
    ("DENAIN – Conseil municipal du 30 janvier 2025", "59172"),
    ("WAVRECHAIN SOUS DENAIN\nConseil du 5 avril 2024", "59651"),
    ("Thun-Saint-Amand, 4 février 2025, conseil municipal", "59594"),
    ("LIEU-SAINT-AMAND\nLe 2 avril 2025 à 19 heures", "59348"),
)
def test_a_commune_that_heads_the_act_is_doubtful(words: str, insee: str) -> None:
    """Alone on its line, or before what sat and when."""
    assert (field(named(words), "commune").value, field(named(words), "commune").confidence) == (insee, "doubtful")


@cases("words", "CONSEIL MUNICIPAL DE ST AMAND LES EAUX", "Mairie de St-Amand-les-Eaux")
def test_saint_may_be_shortened(words: str) -> None:
    """« St » is « Saint »."""
    assert (field(named(words), "commune").value, field(named(words), "commune").confidence) == ("59526", "certain")


def test_a_commune_is_named_after_a_colon() -> None:
    """« Commune : OISY »."""
    assert field(named("Commune : OISY"), "commune").value == "59446"


def test_a_heading_with_its_mayor_is_surer_than_another_mayor() -> None:
    """« Mortagne-du-Nord » alone on the first line, its mayor, and a secretary who is mayor elsewhere."""
    act = "Mortagne-du-Nord\nConseil du 20/05/25\nSous la présidence de Michel QUIEVY, Maire\nSecrétaire Carole LELEU\n"
    found = field(f"{act}Le conseil, après en avoir délibéré, approuve la convention.\n", "commune")
    assert (found.value, found.confidence) == ("59418", "certain")


def test_the_chief_town_of_the_canton_is_in_another_column() -> None:
    """On the line under « du conseil municipal », beside the commune's own."""
    columns = "CANTON                   DU CONSEIL MUNICIPAL\nDENAIN                   de la commune de RUMEGIES"
    assert (field(named(columns), "commune").value, field(named(columns), "commune").confidence) == ("59519", "certain")


def test_a_commune_may_be_named_with_its_mayor_alone() -> None:
    """« sous la présidence de M. Bruno LEJEUNE, Maire de Oisy »: sure when that is its mayor."""
    presided = named("Le conseil s’est réuni sous la présidence de Monsieur Bruno LEJEUNE, Maire de OISY.")
    assert (field(presided, "commune").value, field(presided, "commune").confidence) == ("59446", "certain")
    another = presided.replace("Monsieur Bruno LEJEUNE", "Monsieur LEJEUNE")
    assert (field(another, "commune").value, field(another, "commune").confidence) == ("59446", "doubtful")


@cases(
    "text",
    "COMMUNE DE SAINT-PYTHON\nArrondissement de Cambrai\nConvention avec la ville de Denain\n",
    "VILLE DE VALENCIENNES          Séance du 3 juin 2025\nAccord avec la commune d’Oisy\n",
)
def test_an_act_headed_by_another_commune_is_not_surely_of_one_that_it_cites(text: str) -> None:
    """The heading is told beside the only commune of the list that the act names."""
    found = field(f"{text}Présents : Luc MARTIN, Zoé ROUX\nVu le code,\nLe conseil approuve.\n", "commune")
    assert found.confidence == "doubtful"
    assert found.why.startswith("l’acte porte en tête un autre nom : « ")


def test_a_slogan_above_the_name_is_no_other_commune() -> None:
    """« Ville d’art et d’histoire » heads the act too."""
    text = "VILLE D’ART ET D’HISTOIRE\nVILLE DE DENAIN\nVu le code,\nLe conseil approuve.\n"
    assert field(text, "commune").confidence == "certain"


def test_an_act_headed_by_another_commune_is_not_of_one_that_it_only_speaks_of() -> None:
    """« VILLE DE LILLE », and beneath « copie à Denain »."""
    found = field(named("VILLE DE LILLE\nSéance du 3 juin 2025, copie à Denain"), "commune")
    assert (found.value, found.why) == (None, "l’acte porte en tête un autre nom : « VILLE DE LILLE »")
