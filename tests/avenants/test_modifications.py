"""Small changes worded as jurists do: computed from two texts, found once in what they name, and exact."""

from __future__ import annotations

import re

from hypothesis import given, settings, strategies as st

from generator.avenants.articles import Alinea
from generator.avenants.modifications import Modification, apply, modifications, told
from generator.language.typography import quoted, typographie
from tests.avenants.acts import changes, convention, find_article
from tests.cases import cases

LONG = (
    Alinea("La convention s’applique jusqu’au 30 juin 2026, sauf dénonciation par l’une des parties."),
    Alinea("La Commune s’engage à mettre un bureau à la disposition de la CAPH et à nommer un référent :"),
    Alinea("un bureau à l’abri des regards ;", 1),
    Alinea("une salle de huit personnes au maximum.", 1),
    Alinea("Les parties se réunissent une fois par an, à la mairie, pour examiner le service rendu aux habitants."),
)


def reworded(rank: int, old: str, new: str) -> tuple[Alinea, ...]:
    """Return the long article with words of its alinéa of this rank replaced."""
    assert old in LONG[rank - 1].text
    alineas = list(LONG)
    alineas[rank - 1] = Alinea(alineas[rank - 1].text.replace(old, new), alineas[rank - 1].level)
    return tuple(alineas)


def sentences(new: tuple[Alinea, ...], former: tuple[Alinea, ...] = LONG) -> list[str]:
    """Return what is said of a change, with plain spaces."""
    return [re.sub(r"\s", " ", told(change, len(former))) for change in modifications(former, new)]


@cases(
    "rank, old, new, said",
    (
        1,
        "30 juin 2026",
        "31 décembre 2027",
        "Au premier alinéa, les mots « 30 juin 2026 » sont remplacés par les mots « 31 décembre 2027 »",
    ),
    (4, "huit", "six", "Au quatrième alinéa, le mot « huit » est remplacé par le mot « six »"),
    (3, " à l’abri des regards", "", "Au troisième alinéa, les mots « à l’abri des regards » sont supprimés"),
    (
        5,
        "une fois par an",
        "une fois par an au moins",
        "Au cinquième alinéa, après les mots « par an », sont insérés les mots « au moins »",
    ),
    (
        5,
        "aux habitants.",
        "aux habitants. Elles en rendent compte.",
        "Le cinquième alinéa est complété par une phrase ainsi rédigée : « Elles en rendent compte. »",
    ),
)
def test_words_change_in_the_alinea_that_has_them(rank: int, old: str, new: str, said: str) -> None:
    """Replaced, removed, inserted after others, or added at its end."""
    (sentence,) = sentences(reworded(rank, old, new))
    assert sentence == said


def test_what_is_quoted_is_found_once() -> None:
    """« à » stands four times in the alinéa: it is quoted with its neighbour."""
    (change,) = modifications(LONG, reworded(2, "et à nommer", "et nommer"))
    assert LONG[1].text.count(change.former) == 1
    assert (change.kind, change.former, change.words) == ("replaced", "et à", "et")


def test_a_word_alone_between_two_changes_goes_with_them() -> None:
    """« fois » stays, and is quoted: one change, not two around it."""
    (change,) = modifications(LONG, reworded(5, "une fois par an", "deux fois chaque année"))
    assert (change.former, change.words) == ("une fois par an", "deux fois chaque année")


def test_alineas_go_and_come() -> None:
    """Each new line is one, items of lists too, and they are counted as they are in force."""
    more = Alinea("un point d’accès à internet.", 1)
    assert sentences(LONG[:3] + LONG[4:]) == ["Le quatrième alinéa est supprimé"]
    assert sentences((*LONG[:4], more, LONG[4])) == ["Après le quatrième alinéa, il est inséré un alinéa ainsi rédigé"]
    assert sentences((more, *LONG)) == ["Avant le premier alinéa, il est inséré un alinéa ainsi rédigé"]
    assert sentences((*LONG, more, more)) == ["L’article est complété par deux alinéas ainsi rédigés"]


def test_an_alinea_that_is_mostly_reworded_is_replaced() -> None:
    """One sentence says it better than three; the new alinéa is quoted whole."""
    new = Alinea("Elles se réunissent deux fois par an à la mairie afin de juger du service rendu à tous.")
    (change,) = modifications(LONG, (*LONG[:4], new))
    assert told(change, 5) == "Le cinquième alinéa est remplacé par un alinéa ainsi rédigé"
    assert change.alineas == (new,)


def test_the_space_that_goes_with_a_word_is_the_right_one() -> None:
    """Before a semicolon the space is another one than between two words."""
    former = (*LONG[:3], Alinea("une salle de huit personnes au maximum chacune\u202f;", 1), LONG[4])
    new = (*LONG[:3], Alinea("une salle de huit personnes au maximum\u202f;", 1), LONG[4])
    assert sentences(new, former) == ["Au quatrième alinéa, le mot « chacune » est supprimé"]


def test_a_lone_alinea_is_not_counted() -> None:
    """The article is then named, and its words."""
    former = (LONG[1],)
    new = (Alinea(LONG[1].text.replace("un référent", "une référente")),)
    assert sentences(new, former) == ["Les mots « un référent » sont remplacés par les mots « une référente »"]


def test_the_whole_article_is_clearer_for_more_than_a_few_changes() -> None:
    """Five changes, a list that becomes running text, or an article that says something else."""
    assert modifications(LONG, tuple(Alinea(f"{one.text} De plus.", one.level) for one in LONG)) == ()
    assert modifications(LONG, tuple(Alinea(one.text, 0) for one in LONG)) == ()
    assert modifications((Alinea("Le service est gratuit."),), (Alinea("La commune verse une somme."),)) == ()


def test_inner_quotation_marks_are_of_the_second_rank() -> None:
    """The quotation itself has the first ones."""
    assert quoted("bâtiment « La\u00a0Passerelle\u00a0».") == "bâtiment “La\u00a0Passerelle”."
    former = (Alinea("Leur bureau est au bâtiment « La\u00a0Passerelle\u00a0», à Raismes, toute l’année."),)
    (change,) = modifications(former, (Alinea(former[0].text.replace("La\u00a0Passerelle", "La\u00a0Gare")),))
    assert "«\u00a0Passerelle\u00a0»" in told(change, 1)


def test_changes_of_the_real_convention_are_told() -> None:
    """Its term, by a date that no-break spaces hold together."""
    _, term = changes()
    article = find_article(convention(), "5-1")
    (change,) = modifications(article.alineas, term.alineas)
    assert re.sub(r"\s", " ", told(change, 2)) == (
        "Au premier alinéa, les mots « 30 juin 2026 » sont remplacés par les mots « 31 décembre 2027 »"
    )


def test_changes_that_name_absent_words_give_nothing() -> None:
    """Nor words that are there twice."""
    assert apply(LONG, [Modification("removed", 1, "absent")]) is None
    assert apply(LONG, [Modification("removed", 2, "à")]) is None


WORDS = st.sampled_from(
    ["la", "commune", "le", "service", "à", "d’un", "30 juin 2026", "est", "gratuit", "an", "« X »"]
)
TEXTS = st.builds(
    lambda words, end: typographie(" ".join(words) + end),
    st.lists(WORDS, min_size=1, max_size=9),
    st.sampled_from(["", ".", " ;"]),
)
ARTICLES = st.lists(st.builds(Alinea, TEXTS, st.integers(0, 1)), min_size=1, max_size=6)


@settings(max_examples=400)
@given(ARTICLES, ARTICLES)
def test_what_is_told_makes_the_new_text(former: list[Alinea], new: list[Alinea]) -> None:
    """Whenever an article is not told whole, its modifications applied to the old text give the new one exactly."""
    found = modifications(former, new)
    assert found == () or apply(former, found) == tuple(new)
    for change in found:
        if words := change.former.strip():
            text = former[change.alinea - 1].text
            assert text.find(words) == text.rfind(words) != -1
    assert all(told(change, len(former)) for change in found)


@settings(max_examples=400)
@given(st.lists(TEXTS, min_size=4, max_size=7), st.integers(0, 3), st.integers(0, 8))
def test_one_changed_passage_is_told_of(texts: list[str], rank: int, place: int) -> None:
    """A word that comes in one alinéa of several is always a small change when it is short beside them."""
    former = [
        Alinea(f"{text} {'de la convention en vigueur et de son annexe ' * 3}{n}") for n, text in enumerate(texts)
    ]
    said = former[rank].text.split(" ")
    new = [*former]
    new[rank] = Alinea(" ".join([*said[:place], "désormais", *said[place:]]))
    found = modifications(former, new)
    assert found
    assert apply(former, found) == tuple(new)
    assert {change.alinea for change in found} == {rank + 1}
