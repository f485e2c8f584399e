"""Deliberations are recognised field by field, and what is not sure says so."""

from __future__ import annotations

import datetime
import re
import runpy
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from generator.errors import DataError
from generator.intake.fields import FIELDS, Field, ReadDeliberation
from generator.intake.recognition import read_deliberations, recognise
from generator.law.sittings import Proxy
from generator.papers.received import Medium, SourceText, read_source
from generator.pdf.soffice import find_soffice
from generator.progress import Silence
from generator.workers import Limits, LocalWorkers
from tests.cases import cases
from tests.intake import layouts, papers
from tests.intake.minutes import CLOSING, OPENING, OURS, ROADS

REPOSITORY = Path(__file__).parents[2]
#: What the program's own draft says before anybody completes it: who presides, what is asked of the council.
PRINTED = [*("commune", "objet", "dispositif", "autorise_signature", "autorise_avenants", "signataires")]
EVERY_LAYOUT = [*layouts.LAYOUTS, *layouts.HELD_OUT]


def read(text: str, medium: Medium = "text") -> tuple[ReadDeliberation, ...]:
    """Recognise a text."""
    source = SourceText("acte.txt", b"", medium, (text,), {}, frozenset())
    return recognise(source, layouts.communes())


def test_a_text_that_no_act_has_is_read_within_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of ten thousand spaces keep the reader for minutes; a long text that is read in time says the same."""
    monkeypatch.setattr("generator.intake.recognition.FOREIGN", Limits(60.0, 900 << 20, 2))
    act = layouts.layout(layouts.LAYOUTS[0]).text
    endless = SourceText("acte.txt", b"", "text", (f"{act}\n" + f"M.{' ' * 30_000}x\n" * 60,), {}, frozenset())
    long = SourceText("acte.txt", b"", "text", (act, f"Annexe {'x' * 3000}"), {}, frozenset())
    with LocalWorkers(1, Silence().check) as workers:
        with pytest.raises(DataError, match="demande trop de temps ou de mémoire"):
            read_deliberations(endless, layouts.communes(), workers)
        assert read_deliberations(long, layouts.communes(), workers) == recognise(long, layouts.communes())


def changed(name: str, *changes: tuple[str, str]) -> dict[str, Field]:
    """Return the fields of a layout's only act, some words of its text changed."""
    text = layouts.layout(name).text
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (deliberation,) = read(text)
    return dict(deliberation.fields)


def test_the_real_act_is_read_whole() -> None:
    """Every field of Haveluy's deliberation is certain, except the identifier, which is repaired."""
    (deliberation,) = read(layouts.layout(layouts.REAL).text)
    fields = deliberation.fields
    doubtful = [name for name in FIELDS if fields[name].confidence == "doubtful"]
    missing = [name for name in FIELDS if fields[name].confidence == "missing"]
    assert doubtful == ["identifiant"]
    assert missing == [
        *("urgence", "seconde_convocation", "preside_par", "ne_prennent_pas_part", "sans_part", "scrutin_secret"),
        *("designe", "publie_le"),
    ]
    for name, value in layouts.layout(layouts.REAL).expected[0].items():
        assert fields[name].value == value, name


@cases(
    "said, designated",
    ("DÉSIGNE Madame Mariette MAYEUX, première adjointe pour représenter la commune", "adjointe"),
    (
        "DÉSIGNE, en application de l’article L. 2122-26,\nMadame Mariette MAYEUX, première\nadjointe, pour signer",
        "adjointe",
    ),
    ("DÉSIGNE Madame Mariette MAYEUX, conformément à la loi, pour signer", ""),
    ("DÉSIGNE Madame MAYEUX pour signer", "doubtful"),
)
def test_whom_the_council_designates_is_read_as_the_act_prints_it(said: str, designated: str) -> None:
    """Civility, names and title, without the article; a name alone is doubtful."""
    field = changed(layouts.REAL, ("- AUTORISE Monsieur", f"- {said} ;\n- AUTORISE Monsieur"))["designe"]
    if designated == "doubtful":
        assert (field.confidence, field.value) == ("doubtful", "Madame MAYEUX")
    else:
        name = "Madame Mariette MAYEUX"
        assert field.value == (f"{name}, première {designated}" if designated else name)
        assert field.confidence == "certain"


def test_the_identifier_of_the_real_act_is_repaired_and_says_so() -> None:
    """069-215002925 becomes 059-215902925 because the commune, the date and the number prove it."""
    (deliberation,) = read(layouts.layout(layouts.REAL).text)
    field = deliberation.fields["identifiant"]
    assert field.value == "059-215902925-20250402-DELIB20250210-DE"
    assert field.read == "069-215002925-20250402-DELIB20250210-DE"
    assert "069-215002925" in field.why
    assert "Haveluy" in field.why


def test_an_identifier_that_nothing_proves_is_left_as_it_is() -> None:
    """Another number than the act's: the false SIREN is told, not repaired."""
    fields = changed(layouts.REAL, ("DELIB20250210-DE", "DELIB20250309-DE"))
    assert fields["identifiant"].value == "069-215002925-20250402-DELIB20250309-DE"
    assert fields["identifiant"].confidence == "doubtful"
    assert "clé de contrôle fausse" in fields["identifiant"].why


@cases("medium", "texte", "docx", "pdf")
@pytest.mark.parametrize("name", layouts.LAYOUTS)
def test_a_layout_that_has_text_is_read_whole(name: str, medium: str) -> None:
    """Every field of every deliberation is right, whatever the medium."""
    found = layouts.marks(name, layouts.source(name, medium))
    assert [(rank, field, mark) for rank, field, mark, *_ in found if not mark.startswith("right")] == []


@pytest.mark.parametrize("name", EVERY_LAYOUT)
def test_nothing_wrong_is_certain_in_a_scan(name: str) -> None:
    """A field misread in a scan is doubtful or missing."""
    found = layouts.marks(name, layouts.source(name, "scan"))
    assert [(field, read.value) for _, field, mark, read, _ in found if mark == "wrong certain"] == []


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in layouts.SCANS.items() for name in names])
def test_nothing_wrong_is_certain_in_a_scan_that_two_readers_read(kind: str, name: str) -> None:
    """Not even in photocopies and faxes, where Tesseract alone is sure of some misread names."""
    found = layouts.marks(name, layouts.recorded_scan(name, kind, twice=True))
    assert [(field, read.value) for _, field, mark, read, _ in found if mark == "wrong certain"] == []


def test_two_readers_leave_fewer_doubts() -> None:
    """Over all good scans: what both read alike needs no look."""
    once, twice = (
        [
            mark
            for name in layouts.SCANS["scans"]
            for _, _, mark, *_ in layouts.marks(name, layouts.recorded_scan(name, twice=both))
        ]
        for both in (False, True)
    )
    assert 2 * sum("doubtful" in mark for mark in twice) < sum("doubtful" in mark for mark in once)
    assert twice.count("right certain") >= 0.94 * len(twice)


@cases("medium", "texte", "docx", "pdf")
@pytest.mark.parametrize("name", layouts.HELD_OUT)
def test_nothing_wrong_is_certain_in_a_layout_never_seen(name: str, medium: str) -> None:
    """A field that the recogniser does not understand is doubtful or missing."""
    found = layouts.marks(name, layouts.source(name, medium))
    assert [(field, read.value) for _, field, mark, read, _ in found if mark == "wrong certain"] == []


def test_most_fields_are_right_in_scans() -> None:
    """Over all layouts that the recogniser was made with."""
    marks = [mark for name in layouts.LAYOUTS for _, _, mark, *_ in layouts.marks(name, layouts.source(name, "scan"))]
    assert sum(mark.startswith("right") for mark in marks) >= 0.95 * len(marks)


def test_a_scan_is_read_by_the_installed_tesseract(tmp_path: Path) -> None:
    """From the picture to the fields, nothing recorded."""
    scan = layouts.read_file(layouts.scan_file(layouts.layout("lourches"), tmp_path / "lourches.pdf"))
    (deliberation,) = recognise(scan, layouts.communes())
    assert scan.medium == "scan"
    assert deliberation.fields["commune"].value == "59361"
    assert deliberation.fields["seance_date"].value == datetime.date(2025, 4, 28)
    assert deliberation.fields["pour"].value == 21


def test_the_page_of_measures_is_up_to_date() -> None:
    """docs/intake.md is what ``docs/intake.py`` writes."""
    page = runpy.run_path(str(REPOSITORY / "docs" / "intake.py"))["intake_page"]()
    assert (REPOSITORY / "docs" / "intake.md").read_text(encoding="utf-8") == page


def _own(path: Path) -> dict[str, Field]:
    (deliberation,) = recognise(layouts.read_file(path), layouts.communes())
    return dict(deliberation.fields)


def _saved(path: Path) -> Path:
    """Return a file saved again by LibreOffice."""
    command = [
        str(find_soffice().path),
        f"-env:UserInstallation={(path.parent / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(path.parent / "saved"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.parent / "saved" / path.name


@cases("way", "as it is", "saved by LibreOffice", "printed by libreoffice", "printed by embedded")
def test_our_own_draft_comes_back_exactly(way: str, tmp_path: Path) -> None:
    """Completed, read by tag; by its labels once LibreOffice saved it, which loses the tags, or it was printed."""
    path = tmp_path / "acte.docx"
    path.write_bytes(papers.completed())
    if way.startswith("saved"):
        path = _saved(path)
    elif way.startswith("printed"):
        path = tmp_path / "imprimé.pdf"
        path.write_bytes(papers.print_pdf(papers.completed(), tmp_path, way.split()[-1]))
    fields = _own(path)
    assert {name for name in FIELDS if fields[name].confidence == "doubtful"} == set()
    assert fields["commune"].value == "59292"
    assert fields["seance_date"].value == datetime.date(2025, 4, 2)
    assert fields["heure"].value == "18:30"
    assert [fields[name].value for name in ("en_exercice", "presents", "votants")] == [21, 14, 20]
    assert fields["pouvoirs"].value == (
        Proxy("FERAHTIA A.", "MURCIA B."),
        Proxy("DHAUSSY L.", "RYCKELYNCK J.P."),
        Proxy("PLANTIN M.F.", "CLOSSE E."),
        Proxy("PERNAK C.", "LEBBADER D."),
        Proxy("CASABIANCA M.", "MAYEUX M."),
        Proxy("BOCQUILLION R.", "PERTOLDI C."),
    )
    assert [fields[name].value for name in ("pour", "contre", "abstentions", "unanimite")] == [20, 0, 0, True]
    assert fields["numero"].value == "2025-02-10"
    assert fields["objet"].value == (
        "Convention relative à la mise en œuvre d’un accompagnement de médiation numérique pour les communes et leurs "
        "habitants entre La Porte du Hainaut et la commune d’Haveluy"
    )
    assert fields["signataires"].value == ("Mariette MAYEUX", "Jean-Paul RYCKELYNCK")
    assert fields["envoye_le"].value == datetime.date(2025, 4, 7)
    assert fields["publie_le"].confidence == "missing"


def test_a_draft_left_to_fill_says_nothing(tmp_path: Path) -> None:
    """Placeholders are no values: the draft's own words are read, and the mayor's printed name is no signature."""
    path = tmp_path / "projet.docx"
    path.write_bytes(papers.draft())
    fields = _own(path)
    assert [name for name in FIELDS if fields[name].confidence != "missing"] == PRINTED
    assert fields["signataires"].confidence == "doubtful"


def test_a_draft_that_lost_its_zones_says_nothing_either(tmp_path: Path) -> None:
    """« [nombre] » is no number and « [noms des conseillers présents] » nobody, wherever they are read."""
    path = tmp_path / "projet.docx"
    path.write_bytes(papers.draft())
    (deliberation,) = read(layouts.read_file(path).pages[0])
    told = [name for name in FIELDS if deliberation.fields[name].value is not None]
    assert told == PRINTED


def test_several_acts_of_a_sitting_share_their_opening_only() -> None:
    """Three acts of one sitting's minutes: same presents, each its object and its vote."""
    acts = read(layouts.layout("rosult").text)
    assert [act.fields["numero"].value for act in acts] == ["2025-21", "2025-22", "2025-23"]
    assert [act.fields["pour"].value for act in acts] == [11, 12, 9]
    assert len({act.fields["noms_presents"].value for act in acts}) == 1


@cases(
    "name, change, doubted, why",
    ("hordain", ("Votants : 14", "Votants : 15"), ("votants", "presents", "pouvoirs"), "ne font pas 15 votants"),
    ("hordain", ("Présents : 12", "Présents : 11"), ("presents", "noms_presents"), "compte 11 présents et en nomme 12"),
    ("hordain", ("Pour : 12", "Pour : 11"), ("pour", "contre", "abstentions", "votants"), "les voix font 13"),
    ("hordain", ("en exercice : 15", "en exercice : 16"), ("en_exercice", "noms_absents"), "mais 15 sont nommés"),
    ("hordain", ("adressée le 9 avril", "adressée le 19 avril"), ("convocation_date",), "après celle de la séance"),
    ("hordain", ("adressée le 9 avril", "adressée le 15 avril"), ("convocation_date",), "aussi le jour"),
    ("hordain", ("l’État le 17/04/2025", "l’État le 17/04/2024"), ("envoye_le",), "avant celle de la séance"),
    ("hordain", ("séance : M. Marc WATTIEZ", "séance : M. Pascal JEAN"), ("secretaire",), "pas parmi les présents"),
    ("hordain", ("par M. Arnaud BAVAY", "par M. Pascal JEAN"), ("pouvoirs",), "sans être parmi les présents"),
    ("maulde", ("Séance ordinaire du 3", "Séance ordinaire du 8"), ("seance_date",), "plusieurs dates"),
    ("nivelle", ("COMMUNE DE NIVELLE", "COMMUNE DE MAULDE"), ("commune",), "une autre commune"),
)
def test_a_contradiction_makes_doubtful(name: str, change: tuple[str, str], doubted: tuple[str, ...], why: str) -> None:
    """What two places of an act contradict is doubtful in all the fields concerned, and says why in French."""
    fields = changed(name, change)
    for field in doubted:
        assert fields[field].confidence == "doubtful", field
        assert why in fields[field].why


def test_a_name_lost_in_a_scan_cannot_be_certain() -> None:
    """Without a written number, the list of a scan is doubtful; that of a text is not."""
    text = layouts.layout("wasnes-au-bac").text
    assert read(text)[0].fields["noms_presents"].confidence == "certain"
    assert read(text, "scan")[0].fields["noms_presents"].confidence == "doubtful"


def test_a_convention_after_the_act_changes_nothing() -> None:
    """The numbers, dates and names of what is joined are not those of the act."""
    whole = layouts.layout("lourches").text
    (alone,), (joined,) = read(whole.split("***")[0]), read(whole)
    assert alone.fields == joined.fields


@cases("text", "", "Bonjour, veuillez trouver la facture n° 12 du 2 avril 2025.", "\ufffd" * 50)
def test_a_text_that_is_no_deliberation_gives_missing_fields(text: str) -> None:
    """One deliberation, whose commune, sitting, vote and identifier are missing."""
    (deliberation,) = read(text)
    wanted = ("commune", "seance_date", "presents", "pour", "unanimite", "secretaire", "identifiant")
    assert [deliberation.fields[name].confidence for name in wanted] == ["missing"] * len(wanted)


@cases("flood", " ", "1", "1 2 ", "((", "M. ", "\n", "pouvoir ", "- ", "deux mille ", "ab-\nc ", "a) B\n")
def test_a_flood_of_signs_is_read_to_its_end(flood: str) -> None:
    """Twenty thousand characters of one sign do not hang the program."""
    assert len(read(flood * (20_000 // len(flood)))) == 1


def test_a_label_without_a_name_after_it_names_no_commune() -> None:
    """« le conseil municipal » at the end of a line, the rest of its sentence further in: nobody is named there."""
    opening = f"L’an deux mille vingt-cinq, le deux avril, le conseil municipal\n{' ' * 8}de cette commune"
    (deliberation,) = read(f"{opening}, régulièrement convoqué, s’est réuni")
    assert deliberation.fields["commune"] == Field(unsure="aucune commune de la liste n’a été reconnue")
    assert deliberation.fields["seance_date"].value == datetime.date(2025, 4, 2)


_ACTS = [layouts.layout(name).text for name in (*EVERY_LAYOUT, layouts.REAL)]
_LINES = sorted({line for act in _ACTS for line in act.splitlines()})
_CUT = st.builds(
    lambda act, start, length: act[start % len(act) :][:length],
    st.sampled_from(_ACTS),
    st.integers(0, 20_000),
    st.integers(1, 300),
)
_GAPS = st.sampled_from(["\n", "\n\n", " ", "", "      ", "\n      ", "\t", " | "])
_SHUFFLED = st.builds(
    lambda line, gap, chance: gap.join(chance.sample(words := line.split(), len(words))),
    st.sampled_from(_LINES),
    _GAPS,
    st.randoms(use_true_random=False),
)
_SIGNS = st.text("0Oo1Il|!/-:;.,()[]' \n²٣\f", max_size=12)
_PIECES = st.one_of(st.sampled_from(_LINES), _CUT, _SHUFFLED, _SIGNS, st.text(max_size=12))
_PAGES = st.builds(str.join, _GAPS, st.lists(_PIECES, max_size=20))
_WRITTEN = st.dictionaries(st.sampled_from(sorted(papers.COMPLETED)), _PIECES)


@settings(max_examples=300)
@given(st.lists(_PAGES, max_size=3), _WRITTEN, st.sampled_from(["text", "docx", "pdf", "scan"]))
def test_whatever_the_text_every_field_is_told(pages: list[str], written: dict[str, str], medium: Medium) -> None:
    """Acts in pieces, in disorder, between signs without meaning, in zones too: read to the end, no field without why.

    A certain field has a value, a doubtful one says why.
    """
    source = SourceText("acte", b"", medium, tuple(pages), written, frozenset())
    for deliberation in recognise(source, layouts.communes()):
        assert list(deliberation.fields) == list(FIELDS)
        for name, field in deliberation.fields.items():
            assert field.confidence != "certain" or field.value is not None, name
            assert field.confidence != "doubtful" or field.why, name
        assert deliberation.as_json()


def test_a_deliberation_is_told_in_json() -> None:
    """Dates as YYYY-MM-DD, proxies as objects, each field with its confidence, what was read and why."""
    (deliberation,) = read(layouts.layout("hordain").text)
    told = deliberation.as_json()
    assert told["source"] == "acte.txt"
    assert told["fields"]["seance_date"]["value"] == "2025-04-15"
    assert told["fields"]["pouvoirs"]["value"][0] == {"de": "Nathalie COLIN", "a": "Véronique LEROY"}
    assert set(told["fields"]) == set(FIELDS)


def test_a_point_that_names_no_commune_is_of_the_one_that_another_names() -> None:
    """In minutes whose heading does not say it: in doubt."""
    opening = OPENING.replace("COMMUNE DE MAULDE\n", "").replace(" de la commune de Maulde", "")
    text = opening + f"\n1. Voirie{ROADS}2. Convention{OURS.replace('le projet', 'le projet de la commune de Maulde')}"
    acts = read(re.sub("(?:Carole|Marc|Pascal) ", "", text) + CLOSING)  # surnames are no mayor’s name
    assert [act.fields["commune"].value for act in acts] == ["59393"] * 2
    assert acts[0].fields["commune"].confidence == "doubtful"


def test_letters_of_an_unknown_encoding_are_not_certain() -> None:
    """Part of a text in UTF-8, the rest not: letters with signs are to be looked at, figures are as they were."""
    act = layouts.layout(layouts.REAL).text.encode("cp1252", "replace") + "Affiché".encode()
    with LocalWorkers(1, Silence().check) as workers:
        (deliberation,) = recognise(read_source("acte.txt", act, workers), layouts.communes())
    fields = deliberation.fields
    assert (fields["dispositif"].confidence, fields["votants"].confidence) == ("doubtful", "certain")
    assert "encodage" in fields["dispositif"].why


@cases("sign", "( ", ", ", "- ", "et ", "les ")
def test_a_line_of_signs_is_read_in_a_moment(sign: str) -> None:
    """What a scanner makes of a dotted rule, or a paste gone wrong: no pattern looks at all of it from each place."""

    def cost(length: int) -> float:
        act = f"COMMUNE D’HAVELUY\nSéance du 3 juin 2025\nPrésents : {sign * length}\nObjet : Convention\nAdopté.\n"
        begun = time.process_time()
        assert read(act)
        return time.process_time() - begun

    assert cost(9000) < 6 * cost(3000)  # 3 times as long, where 9 times were due to a pattern that begins everywhere


_HERE = "M. Jean-Paul RYCKELYNCK, Mme Carole LELEU, M. Marc WATTIEZ"


def test_an_act_that_came_twice_in_one_file_is_read_once() -> None:
    """Nobody signs because the list of those present stands after the signatures; a page that acts share stays."""
    first = f"COMMUNE D’HAVELUY\nSéance du 3 juin 2025\nDélibération n° 2025-17\nPrésents : {_HERE}\n"
    last = "Objet : Convention\nAprès en avoir délibéré, approuve.\nFait et délibéré.\nLe Maire,\nJean-Paul RYCKELYNCK"
    twice = (first, last, first, last)
    for pages in (twice, (first, first, last, last), (first + last,) * 3, ("", *twice), (*twice, "Un plan")):
        (act,) = recognise(SourceText("acte.pdf", b"", "pdf", pages, {}, frozenset()), layouts.communes())
        assert act.fields["signataires"].value == ("Jean-Paul RYCKELYNCK",)
    shared = "Extrait du registre des délibérations\n" + first.replace("Délibération n° 2025-17\n", "")
    pages = (shared, last, shared, last.replace("Convention", "Voirie"))
    acts = recognise(SourceText("actes.pdf", b"", "pdf", pages, {}, frozenset()), layouts.communes())
    assert [act.fields["objet"].value for act in acts] == ["Convention", "Voirie"]
    assert acts[0].fields["noms_presents"].value == acts[1].fields["noms_presents"].value


def test_signatures_are_read_where_no_formula_stands_above_them() -> None:
    """« Le maire, …      La secrétaire, … » under the decision: two columns on one line."""
    foot = "Le maire, Marc WATTIEZ                    La secrétaire, Carole LELEU\n"
    (act,) = read(f"{OPENING}\nObjet : Convention\n{OURS}{foot}")
    found = act.fields["signataires"]
    assert (found.value, found.confidence) == (("Marc WATTIEZ", "Carole LELEU"), "certain")


def test_a_word_that_its_only_reader_doubts_is_doubtful() -> None:
    """What a second reader says the same of is sure; so is what has no such word."""
    text = layouts.plain_text("brillon")
    once = SourceText("acte.tif", b"", "scan", (text,), {}, frozenset(), unsure=frozenset(("THURU", "14")))
    (act,) = recognise(once, layouts.communes())
    assert act.fields["votants"].why == "Tesseract n’est pas sûr de « 14 »"
    assert "Tesseract n’est pas sûr de « THURU »" in act.fields["noms_presents"].why
    assert (act.fields["seance_date"].confidence, act.fields["presents"].confidence) == ("certain", "certain")
    (act,) = recognise(replace(once, second=(text,)), layouts.communes())
    assert act.fields["votants"].confidence == "certain"
