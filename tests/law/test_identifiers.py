"""SIREN and INSEE codes, checked against those of real communes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from generator.law.identifiers import insee_is_valid, luhn, siren_is_valid, usual_siren
from tests.cases import cases

HAVELUY = "215902925"
LA_PORTE_DU_HAINAUT = "200042190"


@cases("siren", HAVELUY, LA_PORTE_DU_HAINAUT, "215905647")
def test_a_real_siren_passes(siren: str) -> None:
    """The SIREN of Haveluy, of its communauté and of La Sentinelle carry their Luhn key."""
    assert siren_is_valid(siren)


def test_one_misread_digit_is_seen() -> None:
    """215002925, as a scan of Haveluy's stamp was read, does not pass."""
    assert not siren_is_valid("215002925")


@settings(derandomize=True)
@given(st.from_regex(r"[0-9]{1,20}", fullmatch=True))
def test_just_one_last_digit_makes_the_key(digits: str) -> None:
    """Whatever the digits, exactly one of the ten possible keys passes the Luhn check."""
    assert sum(luhn(digits + key) for key in "0123456789") == 1


@cases("siren", "", "21590292", "0215902925", "215 902 925", "21590292X", "２１５９０２９２５")
def test_a_siren_is_nine_plain_digits(siren: str) -> None:
    """Anything else than nine digits 0 to 9 is no SIREN, and no error."""
    assert not siren_is_valid(siren)


@cases("number", "", "12 34", "1234é", "٣")
def test_luhn_refuses_what_is_not_digits(number: str) -> None:
    """The check means nothing on other characters: a ValueError in French says so."""
    with pytest.raises(ValueError, match="pas une suite de chiffres"):
        luhn(number)


@cases(
    "siren, insee",
    *((HAVELUY, "59292"), ("210100012", "01001"), ("212000046", "2A004"), ("219711207", "97120")),
    *(("219722220", "97222"), ("219733045", "97304"), ("219740164", "97416")),
)
def test_a_commune_has_the_siren_of_its_code(siren: str, insee: str) -> None:
    """Haveluy, L’Abergement-Clémenciat, Ajaccio (2A counts as 20); Le Robert, Kourou, Saint-Pierre overseas."""
    assert usual_siren(insee) == siren


@cases("insee", "51351", "19031", "97608")
def test_a_code_that_tells_no_siren(insee: str) -> None:
    """In the Marne or Corrèze the SIREN holds an older number of the commune, in Mayotte none."""
    assert usual_siren(insee) == ""


@cases("code", "59292", "01001", "2A004", "2B366", "95690", "97120", "98818")
def test_insee_codes_of_all_france_are_valid(code: str) -> None:
    """Leading zero, Corsica and overseas included."""
    assert insee_is_valid(code)


@cases("code", "1001", "00001", "2C004", "96001", "99100", "59292 ", "592920", "2a004", "５９２９２")
def test_other_codes_are_not(code: str) -> None:
    """A lost zero, a foreign country, a department that is none, a small letter or other digits."""
    assert not insee_is_valid(code)
