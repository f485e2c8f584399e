"""Minutes of a sitting as the tests write them: an opening, points under any numbering, signatures."""

from __future__ import annotations

from generator.intake.fields import Field, ReadDeliberation
from generator.intake.recognition import recognise
from generator.papers.received import SourceText
from tests.intake import layouts

OPENING = """COMMUNE DE MAULDE
L’an deux mille vingt-cinq, le trois juin à dix-neuf heures, le conseil municipal de la commune de Maulde s’est réuni \
en mairie sous la présidence de Mme Carole LELEU, Maire.
Étaient présents : Mme Carole LELEU, M. Marc WATTIEZ, M. Pascal JEAN
Secrétaire de séance : M. Pascal JEAN
Votants : 3
"""
ROADS = """
Madame la Maire présente les devis reçus.
Le conseil municipal, après en avoir délibéré, par 1 voix pour et 2 voix contre, rejette le programme.

"""
OURS = """
Madame la Maire présente le projet.
Le conseil municipal, après en avoir délibéré, à l’unanimité, approuve la convention et autorise à la signer.

"""
CLOSING = "\nLa Maire,                    Le secrétaire,\n"


def read(text: str) -> tuple[ReadDeliberation, ...]:
    """Recognise a text."""
    return recognise(SourceText("acte.txt", b"", "text", (text,), {}, frozenset()), layouts.communes())


def field(text: str, name: str) -> Field:
    """Return a field of the only act of a text."""
    (deliberation,) = read(text)
    return deliberation.fields[name]


def opening(line: str) -> str:
    """Return an act whose opening holds a line of its own."""
    return f"COMMUNE DE MAULDE\n{line}\n\nVu le code général des collectivités territoriales,\nLe conseil approuve.\n"
