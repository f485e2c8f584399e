"""The number of an act and the one under which it was transmitted."""

from __future__ import annotations

from generator.law.actnumbers import numbers_agree
from tests.cases import cases


@cases(
    "own, transmitted",
    ("2025-02-10", "DELIB20250210"),
    ("2025-02-10", "D2025_2_10"),
    ("2025/12", "2025_012"),
    ("2025-12", "25012"),
    ("2025-12", "DEL012"),
    ("2022-74", "7_202274"),
    ("048/2024", "D_048_2024"),
    ("2024/048", "D_048_2024"),
    ("48", "D_048_2024"),
    ("12", "DEL2025012"),
    ("12", "20250402012"),
    ("12", "S2_2025_12"),
    ("25-012", "2025_012"),
    ("2025-12", "20250402_12"),
    ("12", "D12_02_04_2025"),
    ("12", "25012"),
    ("14", "DEL23_11_28_14"),
    ("54", "DEC542022"),
    ("2023-001", "2023_DEL001CSPB"),
    ("D25049B", "D25049B"),
    ("bis", "DELIB12"),
)
def test_a_number_transmitted_agrees_with_the_commune_s_own(own: str, transmitted: str) -> None:
    """Zeros, separators, letters and the year's digits vary from one software to another."""
    assert numbers_agree(own, transmitted)


@cases(
    "own, transmitted",
    ("2025-02-10", "DELIB20250211"),
    ("2025/12", "2025_013"),
    ("2025/12", "2024_12"),
    ("2025-12", "2025_112"),
    ("2025-1", "2025_11"),
    ("2025-1", "DEL2025_101"),
    ("2025-04-01", "2025_04_12"),
    ("2025-04-01", "20250412"),
    ("2025-04-01", "2025_04_011"),
    ("2025-04-12", "2025_04"),
    ("2025-04-25", "2025_04"),
    ("12-03", "12"),
    ("12", "112"),
    ("1", "2025_11"),
)
def test_another_number_does_not_agree(own: str, transmitted: str) -> None:
    """One digit more, before or behind, is another deliberation of the same sitting."""
    assert not numbers_agree(own, transmitted)
