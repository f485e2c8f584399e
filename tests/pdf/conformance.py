"""What an independent validator (page-validation) says of a PDF."""

from __future__ import annotations

from pathlib import Path

import page

from generator.pdf.metadata import claims_level_b
from generator.pdf.opening import opened
from generator.pdf.tagcheck import check_tags
from generator.pdf.tagtree import read_tree


def failures(path: Path) -> list[str]:
    """Return every failure of ``path`` in PDF/A-2, at the level that it claims, and PDF/UA-1."""
    with opened(path) as pdf:
        level = "2b" if claims_level_b(pdf) else "2a"
    return [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in (level, "ua1")
        for failure in page.validate_pdf(str(path), profile=profile).failures
    ]


def tag_findings(path: Path) -> list[str]:
    """Return what is wrong with the tags of ``path``; raises EngineError when they cannot be read."""
    with opened(path) as pdf:
        return check_tags(pdf, read_tree(pdf))
