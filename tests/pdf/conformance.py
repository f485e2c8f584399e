"""What an independent validator (page-validation) says of a PDF."""

from __future__ import annotations

from pathlib import Path

import page


def failures(path: Path) -> list[str]:
    """Return every failure of ``path`` in PDF/A-2b and PDF/UA-1."""
    return [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in ("2b", "ua1")
        for failure in page.validate_pdf(str(path), profile=profile).failures
    ]
