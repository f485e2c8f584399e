"""What a rule of law says of an act that was read."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import Level, Problem
from generator.language.typography import typographie


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that does not hold, or that deserves a look.

    ``rule`` names the rule (« quorum »), ``article`` where it stands (« CGCT, art. L. 2121-17 »), "" for what is no
    rule of law, as a typing error; ``message`` says in French what was found and what to do.
    """

    rule: str
    article: str
    level: Level
    message: str

    def as_problem(self, file: str = "", commune: str = "") -> Problem:
        """Return it as a problem of a file or of a commune, the article in brackets at the end of its sentence."""
        message = self.message.rstrip(".")
        told = f"{message} ({self.article})" if self.article else message
        return Problem(self.level, told, "", file=file, commune=commune)


@dataclass(frozen=True, slots=True)
class Respected:
    """One rule that holds, as a short sentence with its figures; ``doubt`` says why that is not sure yet, else ""."""

    rule: str
    article: str
    message: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What findings are of: its name and its article, as they say them; the sentences get French typography."""

    name: str
    article: str = ""

    def error(self, message: str) -> Finding:
        """Return what makes an act unlawful or impossible."""
        return Finding(self.name, typographie(self.article), "error", typographie(message))

    def warning(self, message: str) -> Finding:
        """Return what deserves a look."""
        return Finding(self.name, typographie(self.article), "warning", typographie(message))

    def respected(self, message: str) -> Respected:
        """Return a rule that holds."""
        return Respected(self.name, typographie(self.article), typographie(message))
