"""A file is cut into its deliberations, each with its opening, its decision and its signatures."""

from __future__ import annotations

from generator.minutes.extracts import extracts
from tests.intake import layouts

HEADING = "RÉPUBLIQUE FRANÇAISE\nCommune d’Oisy\nExtrait du registre des délibérations\n"
ACT = (
    "Délibération n° {number}\nObjet : un objet\nVu le code,\n"
    "Le conseil, à l’unanimité, décide.\nPour extrait conforme\n"
)


def texts(*pages: str) -> list[str]:
    """Return the text of each deliberation of a file."""
    return [extract.text.text for extract in extracts(pages)]


def test_each_heading_begins_an_act() -> None:
    """The heading belongs to the act that follows it."""
    first, second = texts(HEADING + ACT.format(number="2025-1") + HEADING + ACT.format(number="2025-2"))
    assert first.startswith("RÉPUBLIQUE")
    assert "2025-2" not in first
    assert second.startswith("RÉPUBLIQUE")
    assert "2025-1" not in second


def test_a_stamp_above_a_heading_belongs_to_its_page() -> None:
    """The prefecture's stamp at the top of the second page is the second act's."""
    stamp = "Envoyé en préfecture le 11/04/2025\nID : 059-215904467-20250407-2025\n     009-DE\n"
    first, second = texts(HEADING + ACT.format(number="2025-1"), stamp + HEADING + ACT.format(number="2025-2"))
    assert "préfecture" not in first
    assert second.startswith("Envoyé")


def test_a_heading_repeated_on_the_next_page_begins_nothing() -> None:
    """A register repeats its heading on each sheet of the same act."""
    begun, ended = ACT.format(number="2025-1").split("Vu le code,")
    assert len(texts(HEADING + begun, HEADING + "(suite)\nVu le code," + ended)) == 1
    assert len(texts(HEADING + ACT.format(number="2025-1"), HEADING + ACT.format(number="2025-1"))) == 1


def test_acts_of_one_sitting_have_its_opening_and_its_signatures() -> None:
    """Each act of the minutes begins as they do and ends as they do."""
    acts = texts(layouts.layout("rosult").text)
    assert len(acts) == 3
    assert all(act.startswith("COMMUNE DE ROSULT") and "La Maire, Nathalie COLIN" in act for act in acts)
    assert [act.count("Objet :") for act in acts] == [1, 1, 1]


def test_what_is_joined_is_marked() -> None:
    """The convention after the signatures is no part of the act."""
    (extract,) = extracts((layouts.layout("lourches").text,))
    text = extract.text.text
    assert text[extract.annex :].startswith("CONVENTION RELATIVE")
    assert text[extract.body :].startswith("Vu l’avis")
    assert text[extract.closing :].startswith("Fait et délibéré")


def test_an_act_that_cites_another_is_one() -> None:
    """« Vu la délibération n° … » at the beginning of a line is no new act."""
    cited = "Vu la\ndélibération n° 2024-12 du 5 novembre 2024,\n"
    assert len(texts(HEADING + ACT.format(number="2025-1").replace("Vu le code,", cited))) == 1


def test_letters_read_in_a_wrong_encoding_are_read_as_they_were_written() -> None:
    """UTF-8 taken for a Western or a Central European encoding by a transcription."""
    written = (
        "Étaient présents : Mme Carole LELEU, André DESMEDT. Excusés : néant. Secrétaire de séance : André DESMEDT"
    )
    for encoding in ("cp1252", "cp1250"):
        garbled = "".join(
            sign if sign.isascii() else sign.encode().decode(encoding, errors="ignore") for sign in written
        )
        (act,) = extracts((f"COMMUNE DE MAULDE\n{garbled}\n",))
        assert "présents" in act.text.text
        assert "André DESMEDT" in act.text.text


def test_a_heading_that_each_page_repeats_cuts_no_act() -> None:
    """The register and the sitting, at the top of each page, with nothing of an opening beneath."""
    opening = "Étaient présents : Mme Carole LELEU, M. Marc WATTIEZ\nDélibération n° 2025-1\nObjet : un objet\n"
    head = "Extrait du registre des délibérations\nSéance du lundi 3 juin 2025\n"
    pages = (
        f"{head}{opening}Vu le code,\n",
        f"{head}Le conseil décide\nd’approuver.\n",
        f"{head}Adopté à l’unanimité.\n",
    )
    assert len(texts(*pages)) == 1


def test_an_act_of_which_the_council_takes_note_is_complete() -> None:
    """« Prend acte », and another heading."""
    note = f"{HEADING}En exercice : 15\nVu le code,\nLe conseil prend acte du rapport.\nPour extrait conforme\n"
    assert len(texts(note + note)) == 2
