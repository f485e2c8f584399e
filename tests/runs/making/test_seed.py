"""The seed, clause by clause: nothing of the real deliberation and convention was lost in the templates."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

from tests.cases import cases
from tests.runs.conftest import Built
from tests.runs.making.test_campaign import docx_text, pdf_text

RESOURCE = Path(__file__).parents[2] / "resources" / "seed-clauses.txt"
LEAST = 0.74
#: What is written otherwise (data the commune completes, law, language, damage), and the words that stand instead.
CORRECTED = {
    "VILLE D'HAVELUY": "commune d haveluy",
    "Date de séance": "date de seance date de la seance",
    "Date de convocation": "date de convocation date de la convocation date d affichage date de l affichage",
    "Nombre de conseillers": "nombre de conseillers en exercice nombre presents nombre votants nombre",
    "La secrétaire de séance, Le Maire": "pour extrait conforme le ou la secretaire de seance le maire",
    "Mariette MAYEUX": "prenom et nom jean paul ryckelynck",
    "L'an deux mille": "au lieu ordinaire de ses seances ou le lieu de la seance sous la presidence de prenom nom et",
    "CoiooaAnoN RENDUE": "date de la publication document certifie conforme le maire jean paul ryckelynck",
    "Vu la délibération du Conseil Municipal n° XXXXXX": "vu la deliberation n numero de la deliberation du",
    "représentée par Jean-Paul RYCKELYNCK": "maire dument autorise a cet effet par deliberation du conseil municipal n",
    "= De suivre et de rendre compte": "a suivre l activite du service et a en rendre compte aux communes",
    "e Fournir les ressources": "fournir les ressources materielles necessaires",
    "Sauf impossibilité juridique": "a la mediation prevue par les articles l 213 1 et suivants du code de justice",
    "Aymeric ROBIN Jean-Paul": "aymeric robin president jean paul ryckelynck maire",
}


def folded(text: str) -> str:
    """Return the words of a text without case, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("ceuvre", "oeuvre"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+|(?<=\d)(?=h\b)", " ", plain).strip()


def clauses(document: str) -> list[str]:
    """Return the seed's clauses of the convention or of the deliberation."""
    _, _, text = RESOURCE.read_text(encoding="utf-8").partition(f"[{document}]\n")
    return [line for line in text.partition("\n[")[0].splitlines() if line]


def coverage(clause: str, passage: str) -> float:
    """Return how much of a clause's words stands in a passage, in the same order."""
    words = clause.split()
    matcher = SequenceMatcher(None, words, passage.split(), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(words)


@cases("document", "convention", "deliberation")
def test_every_clause_of_the_seed_is_in_the_document(campaign: Built, document: str) -> None:
    """Each clause is found in a few paragraphs of Haveluy's document, but for OCR damage and corrections."""
    path = campaign.project.output / "59292-haveluy" / f"MED_NUM-2025-017-{document}.docx"
    paragraphs = [folded(line) for line in docx_text(path).splitlines() if line.strip()]
    whole = folded(docx_text(path))
    passages = paragraphs + [" ".join(paragraphs[index : index + 4]) for index in range(len(paragraphs))]
    lost = []
    for clause in clauses(document):
        correction = next((words for start, words in CORRECTED.items() if clause.startswith(start)), None)
        if correction is not None:
            found = correction in whole
        else:
            found = max(coverage(folded(clause), passage) for passage in passages) >= LEAST
        if not found:
            lost.append(clause)
    assert lost == []
    assert len(clauses(document)) > 25


def test_a_lost_clause_would_be_noticed(campaign: Built) -> None:
    """The walk fails for a clause that the document does not hold."""
    path = campaign.project.output / "59292-haveluy" / "MED_NUM-2025-017-deliberation.docx"
    paragraphs = [folded(line) for line in docx_text(path).splitlines() if line.strip()]
    clause = folded(clauses("convention")[-8])
    assert max(coverage(clause, paragraph) for paragraph in paragraphs) < LEAST


def test_the_articles_keep_their_numbers_in_the_pdf(campaign: Built) -> None:
    """Articles 1er to 9, with 3-1, 3-2, 5-1 and 5-2, follow one another in the printed convention."""
    text = pdf_text(campaign.project.output / "59292-haveluy" / "MED_NUM-2025-017-convention.pdf")
    found = re.findall(r"^Article\s(\S+)\s:", text, re.MULTILINE)
    assert found == ["1er", "2", "3", "3-1", "3-2", "4", "5", "5-1", "5-2", "6", "7", "8", "9"]


def test_the_faults_of_the_seed_are_gone(campaign: Built) -> None:
    """Repealed article, wrong agreement, wrong preposition and placeholders: legal faults of the seed."""
    folder = campaign.project.output / "59292-haveluy"
    for path in folder.glob("*.docx"):
        text = docx_text(path)
        assert "211-4" not in text
        assert "XXXX" not in text
        assert "de Haveluy" not in text
        assert "Ci-après désigné «" not in text
        assert "L. 5111-1" not in text.replace("\u00a0", " ")
