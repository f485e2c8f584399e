"""Content stream text: lines of letters, and the marks that say what is content and what is artifact."""

from __future__ import annotations

from collections.abc import Sequence

from generator.pdf.font import Font


def show(name: str, font: Font, text: str, size: float, x: float, y: float, grey: float = 0.0) -> str:
    """Return operators that show ``text`` from (``x``, ``y``), in points.

    ``name`` is the font's resource name with its slash; ``grey`` goes from 0, black, to 1.
    """
    return f"{grey:g} g BT {name} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{font.codes(text)}> Tj ET\n"


def tagged(role: str, number: int, operators: str) -> str:
    """Return operators as the marked content ``number`` of their page."""
    return f"/{role} <</MCID {number}>> BDC\n{operators}EMC\n"


def artifact(operators: str) -> str:
    """Return operators that carry no meaning: dots, rules."""
    return f"/Artifact BMC\n{operators}EMC\n"


def pagination(
    operators: str, subtype: str, box: Sequence[float], matrix: Sequence[float] = (1, 0, 0, 1, 0, 0)
) -> bytes:
    """Return a header or footer: operators under ``matrix``, within ``box`` in the page's own coordinates."""
    area = " ".join(f"{value:.2f}" for value in box)
    turned = " ".join(f"{value:g}" for value in matrix)
    edge = "Bottom" if subtype == "Footer" else "Top"
    return (
        f"/Artifact <</Type /Pagination /Subtype /{subtype} /Attached [/{edge}] /BBox [{area}]>> BDC\n"
        f"q {turned} cm\n{operators}Q\nEMC\n"
    ).encode("ascii")
