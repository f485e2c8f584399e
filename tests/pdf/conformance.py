"""What an independent validator (page-validation) says of a PDF."""

from __future__ import annotations

from pathlib import Path

import page

from generator.pdf.opening import opened
from generator.pdf.tagcheck import check_tags


def failures(path: Path) -> list[str]:
    """Return every failure of ``path`` in PDF/A-2a and PDF/UA-1."""
    return [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in ("2a", "ua1")
        for failure in page.validate_pdf(str(path), profile=profile).failures
    ]


def tag_findings(path: Path) -> list[str]:
    """Return what is wrong with the tags of ``path``; raises EngineError when they cannot be read."""
    with opened(path) as pdf:
        return check_tags(pdf)
