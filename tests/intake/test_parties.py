"""Whom an object names as the other party, through the damage of scanners."""

from __future__ import annotations

import datetime

from generator.inputs.epci import Epci, EpciDeliberation
from generator.intake.parties import decided_with, other_party
from generator.law.signatories import Person
from tests.cases import cases

EPCI = Epci(
    nom="Communauté d’Agglomération de La Porte du Hainaut",
    nom_court="La Porte du Hainaut",
    sigle="CAPH",
    siren="200042190",
    siege="Wallers",
    president=Person("Monsieur", "Aymeric", "ROBIN", "Président"),
    deliberation=EpciDeliberation("D25049B", datetime.date(2025, 2, 24), "Bureau communautaire"),
)


@cases(
    "subject, other",
    ("Convention de médiation numérique avec le Département du Nord", "Département du Nord"),
    ("MÉDIATION NUMÉRIQUE – CONVENTION AVEC LE DÉPARTEMENT DU NORD", "DÉPARTEMENT DU NORD"),
    ("Convention avec la Communauté de communes du Pays Solesmois pour la médiation", "Pays Solesmois"),
    ("Convention entre la commune et la Métropole Européenne de Lille relative à", "Métropole Européenne de Lille"),
    ("Convention avec l’État pour un conseiller numérique", "État"),
    ("Convention de médiation numérique entre la commune et l’association Hainaut", ""),
    ("Convention avec la CAPH et le Département du Nord", ""),
    ("Convention avec la Communauté d’Agglomération de la Forte du Hainant", ""),
    ("Convention de médiation numérique avec la communauté d’agglomération", ""),
    ("Convention relative à un accompagnement pour les communes et leurs habitants", ""),
    ("Convention de médiation numérique avec la commune de Denain", "commune de Denain"),
    ("Convention avec la ville d’Abscon pour un médiateur numérique", "ville d’Abscon"),
    ("Convention de la communauté d’agglomération avec la commune d’Haveluy", ""),
    ("Convention passée entre la commune d’Haveluy et l’agglomération", ""),
    ("Convention de médiation numérique avec la commune", ""),
)
def test_whom_an_object_names_without_the_epci(subject: str, other: str) -> None:
    """A name that is nearly the EPCI's own, or an EPCI without its name, is nobody else."""
    found = other_party(subject, EPCI)
    assert other in found
    assert bool(found) is bool(other)


@cases(
    "operative, other",
    ("AUTORISE le Maire à signer la convention avec le Département du Nord.", "Département du Nord"),
    ("AUTORISE le Maire à signer avec la Communauté de communes du Pays Solesmois la convention.", "Pays Solesmois"),
    ("APPROUVE la convention ; CHARGE le Maire de signer le contrat entre la commune et l’État.", "État"),
    ("AUTORISE le Maire à signer la convention avec La Porte du Hainaut et le Département du Nord.", ""),
    ("AUTORISE le Maire à signer la convention. REMERCIE la CAPH, en lien avec la Région.", ""),
    ("AUTORISE le Maire à signer la convention. SALUE le travail mené avec l’association Hainaut.", ""),
    ("AUTORISE le Maire à signer la convention avec la Communauté d’agglomération.", ""),
    ("AUTORISE le Maire à signer la convention avec la commune de Wallers.", "commune de Wallers"),
    ("APPROUVE l’offre de l’agglomération ; AUTORISE le Maire à signer la convention avec la commune d’Abscon.", ""),
)
def test_with_whom_a_council_decides_to_sign(operative: str, other: str) -> None:
    """Only a convention, in its own sentence, and only where the EPCI is not named."""
    found = decided_with(operative, EPCI)
    assert other in found
    assert bool(found) is bool(other)
