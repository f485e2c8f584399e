"""Agreement with Madame or Monsieur."""

from __future__ import annotations

import pytest

from generator.language.agreement import accord, appel, genre, is_feminine, named, signe, titre_court, titre_nu
from tests.cases import cases


@cases(
    "masculine, feminine",
    ("autorisé", "autorisée"),
    ("désigné", "désignée"),
    ("représenté", "représentée"),
    ("élu", "élue"),
    ("inscrit", "inscrite"),
    ("le", "la"),
    ("Il", "Elle"),
    ("Ce dernier", "Cette dernière"),
    ("celui", "celle"),
    ("Monsieur le Maire", "Madame la Maire"),
    ("dûment autorisé et habilité", "dûment autorisée et habilitée"),
    ("Maire", "Maire"),
    ("Président", "Présidente"),
    ("PRÉSIDENT", "PRÉSIDENTE"),
    ("Vice-président", "Vice-présidente"),
    ("Premier adjoint", "Première adjointe"),
    ("1er adjoint", "1re adjointe"),
    ("2e adjoint", "2e adjointe"),
    ("conseiller", "conseillère"),
    ("Conseiller municipal délégué", "Conseillère municipale déléguée"),
    ("Directeur général des services", "Directrice générale des services"),
    ("médiateur", "médiatrice"),
    ("rapporteur", "rapporteuse"),
    ("chef", "cheffe"),
    ("Chef de service", "Cheffe de service"),
    ("Docteur", "Docteure"),
    ("né", "née"),
    ("Sénateur-maire", "Sénatrice-maire"),
    ("Co-président", "Co-présidente"),
    ("dû", "due"),
    ("Doyen", "Doyenne"),
    ("actif", "active"),
    ("heureux", "heureuse"),
    ("Adjoint au maire délégué", "Adjointe au maire délégué"),
    ("Adjoint au maire délégué au numérique", "Adjointe au maire déléguée au numérique"),
    ("Premier adjoint au maire chargé de l’école", "Première adjointe au maire chargée de l’école"),
    ("Président du conseil départemental", "Présidente du conseil départemental"),
    ("Adjoint chargé d’un dossier", "Adjointe chargée d’un dossier"),
    ("PRÉSIDENT DE LA COMMISSION", "PRÉSIDENTE DE LA COMMISSION"),
    ("Maire suppléant", "Maire suppléante"),
    ("Adjoint suppléant du maire", "Adjointe suppléante du maire"),
    ("Adjoint suppléant le maire empêché", "Adjointe suppléant le maire empêché"),
    ("Adjoint remplaçant provisoirement le maire", "Adjointe remplaçant provisoirement le maire"),
    ("Premier adjoint faisant fonction de maire", "Première adjointe faisant fonction de maire"),
    ("Premier adjoint exerçant les fonctions de maire", "Première adjointe exerçant les fonctions de maire"),
    ("Premier adjoint assurant l’intérim", "Première adjointe assurant l’intérim"),
    ("Adjoint agissant par délégation", "Adjointe agissant par délégation"),
    ("Premier adjoint, maire par intérim", "Première adjointe, maire par intérim"),
    ("Maire délégué, officier de la Légion d’honneur", "Maire déléguée, officier de la Légion d’honneur"),
    ("Maire, conseiller départemental", "Maire, conseillère départementale"),
    ("Délégué aux sports, chargé du budget", "Déléguée aux sports, chargée du budget"),
    ("Adjoint aux travaux, commerce et logement", "Adjointe aux travaux, commerce et logement"),
    ("Premier adjoint (maire par intérim)", "Première adjointe (maire par intérim)"),
    ("Adjoint – suppléant le maire", "Adjointe – suppléant le maire"),
    ("Conseiller dans l’ordre du tableau", "Conseillère dans l’ordre du tableau"),
)
def test_words_agree_with_the_signatory(masculine: str, feminine: str) -> None:
    """A man keeps the word as it is; for a woman, all of it agrees up to its complement."""
    assert accord(masculine, "Monsieur") == masculine
    assert accord(masculine, "Madame") == feminine
    assert accord(feminine, "Madame") == feminine


@cases(
    "civilite, gender",
    ("Monsieur", "m"),
    ("M.", "m"),
    (" monsieur ", "m"),
    ("Madame", "f"),
    ("Mme", "f"),
    ("Mme.", "f"),
    ("f", "f"),
)
def test_civilities_may_be_shortened(civilite: str, gender: str) -> None:
    """Monsieur, M., Madame, Mme; a gender is its own."""
    assert genre(civilite) == gender


@cases("civilite", "", "Mr", "Docteur", "Mesdames")
def test_an_unknown_civility_is_refused(civilite: str) -> None:
    """No guess: an act would be wrong."""
    with pytest.raises(ValueError, match=f"civilité inconnue : « {civilite} »"):
        accord("autorisé", civilite)


@cases("civilite", "Monsieur", "Madame")
def test_a_word_without_known_feminine_is_refused_for_both(civilite: str) -> None:
    """The mistake shows at the first document, not at the first woman who signs."""
    with pytest.raises(ValueError, match="le féminin de « garçon » n’est pas connu"):
        accord("garçon", civilite)
    with pytest.raises(ValueError, match="le féminin de « lui » n’est pas connu"):
        accord("lui", civilite)
    with pytest.raises(ValueError, match="pas de mot à accorder"):
        accord(" ", civilite)


def test_a_feminine_participle_is_refused_for_a_man() -> None:
    """« Monsieur X, dûment autorisée » cannot be printed; a complement may well be feminine."""
    with pytest.raises(ValueError, match="« dûment autorisée » est au féminin"):
        accord("dûment autorisée", "Monsieur")
    assert accord("Adjoint à la rentrée", "M.") == "Adjoint à la rentrée"
    assert accord("Adjoint suppléant la maire empêchée", "M.") == "Adjoint suppléant la maire empêchée"
    with pytest.raises(ValueError, match="« Maire, conseillère départementale » est au féminin"):
        accord("Maire, conseillère départementale", "Monsieur")
    assert accord("dûment autorisée", "Mme") == "dûment autorisée"


@cases(
    "civilite, titre, said",
    ("Monsieur", "Maire", "Monsieur le Maire"),
    ("M.", "Maire", "Monsieur le Maire"),
    ("Madame", "Maire", "Madame la Maire"),
    ("Mme", "Président", "Madame la Présidente"),
    ("Madame", "Présidente", "Madame la Présidente"),
    ("Madame", "Adjoint au maire", "Madame l’Adjointe au maire"),
    ("Monsieur", "Premier adjoint", "Monsieur le Premier adjoint"),
    ("Monsieur", "Premier adjoint faisant fonction de maire", "Monsieur le Premier adjoint faisant fonction de maire"),
    ("Madame", "Première adjointe, maire par intérim", "Madame la Première adjointe, maire par intérim"),
    ("Madame", "Adjointe suppléant le maire empêché", "Madame l’Adjointe suppléant le maire empêché"),
    ("Madame", "Madame le Maire", "Madame le Maire"),
    ("Madame", "Madame la Maire", "Madame la Maire"),
    ("Monsieur", " Monsieur le Maire ", "Monsieur le Maire"),
    ("Monsieur", "le Maire", "Monsieur le Maire"),
    ("Monsieur", "M. le Maire", "Monsieur le Maire"),
    ("Monsieur", "Monsieur Maire", "Monsieur le Maire"),
    ("Madame", "Mme le Maire", "Madame le Maire"),
    ("Madame", "La Maire", "Madame la Maire"),
    ("Madame", "Le Maire", "Madame le Maire"),
    ("Madame", "madame Maire", "Madame la Maire"),
    ("Madame", "l'Adjoint", "Madame l’Adjoint"),
)
def test_a_title_said_whole(civilite: str, titre: str, said: str) -> None:
    """The title agrees and takes its article, unless the person chose the whole form."""
    assert appel(civilite, titre) == said


@cases("civilite, titre", ("Monsieur", "Madame le Maire"), ("Mme", "Monsieur le Maire"))
def test_a_title_of_the_other_civility_is_refused(civilite: str, titre: str) -> None:
    """Two cells that contradict each other are for a human to decide."""
    with pytest.raises(ValueError, match=f"« {civilite} » et le titre « {titre} » se contredisent"):
        appel(civilite, titre)


def test_a_man_s_title_takes_the_masculine_article() -> None:
    """« Madame le Maire » is a choice, « Monsieur la Maire » a slip."""
    with pytest.raises(ValueError, match="« Monsieur la Maire » ne s’accorde pas avec"):
        appel("Monsieur", "Monsieur la Maire")


@cases(
    "civilite, titre, short",
    ("Madame", "Madame le Maire", "Maire"),
    ("Madame", "Madame la maire", "Maire"),
    ("Monsieur", "Monsieur le Premier adjoint", "Premier adjoint"),
    ("Madame", "Madame l'Adjointe", "Adjointe"),
    ("Madame", "Mme le Maire délégué", "Maire délégué"),
    ("Madame", "Maire délégué", "Maire déléguée"),
    ("Monsieur", "le Maire délégué", "Maire délégué"),
    ("Madame", "Maire", "Maire"),
)
def test_the_title_under_a_signature(civilite: str, titre: str, short: str) -> None:
    """Without civility and article, with a capital; in the gender of the person, unless the article says otherwise."""
    assert titre_court(civilite, titre) == short


@cases(
    "titre, alone",
    ("le Président", "Président"),
    ("Mme la Vice-présidente", "Vice-présidente"),
    ("Maire", "Maire"),
    (" ", ""),
)
def test_a_title_alone(titre: str, alone: str) -> None:
    """What a title is without what is said before it."""
    assert titre_nu(titre) == alone


@cases(
    "titre, known",
    ("1ère adjointe", True),
    ("Vice-présidente", True),
    ("Mairesse", True),
    ("Directrice générale", True),
    ("Maire", False),
    ("2e adjoint au maire", False),
    ("Vice-président chargé de la première enfance", False),
    ("Conseiller délégué à la présidente", False),
)
def test_an_office_in_the_feminine_is_known(titre: str, known: bool) -> None:
    """By its own words, not by those of its complement."""
    assert is_feminine(titre) is known


@cases(
    "said, signs",
    ("Monsieur le Maire", "Le Maire"),
    ("Madame la Maire", "La Maire"),
    ("Madame le Maire", "Le Maire"),
    ("Monsieur l’Adjoint", "L’Adjoint"),
    ("", ""),
)
def test_a_title_has_its_article_before_a_signature(said: str, signs: str) -> None:
    """As the person is called, without the civility."""
    assert signe(said) == signs


def test_a_long_list_of_names_is_folded() -> None:
    """A few are all said; of many, how many, the first ones and how many more."""
    assert named(()) == ""
    assert named(("Haveluy", "Haveluy")) == "Haveluy"
    assert named(("Abscon", "Denain", "Hérin", "Oisy")) == "Abscon, Denain, Hérin, Oisy"
    assert named(("Abscon", "Denain", "Hérin", "Oisy", "Thiant")) == "5 communes : Abscon, Denain, Hérin… et 2 autres"
