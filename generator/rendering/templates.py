"""The templates of a campaign as they are given to whoever renders them; who gives them need not load what renders."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.errors import Problem, TemplateError
from generator.inputs.sources import Sources
from generator.rendering.costs import is_tame
from generator.workers import WORTH_PROCESSES


def given_up(file: str, commune: str) -> TemplateError:
    """Return the error of what is filled for a commune, "" for none, when that took too long, or too much memory."""
    message, remedy = "une balise demande trop de temps ou de mémoire", "simplifiez les boucles et les calculs"
    return TemplateError.of(Problem("error", message, remedy, file, commune=commune))


@dataclass(frozen=True, slots=True)
class Templates:
    """All that fills the documents of a campaign, but their data: (kind, file name, DOCX) of each template."""

    files: tuple[tuple[str, str, bytes], ...]
    date: datetime.datetime
    logo: bytes | None = None
    logo_text: str = ""

    @property
    def worth(self) -> int:
        """From how many documents on they are rendered in other processes: always, when a template is not tame."""
        return WORTH_PROCESSES if all(is_tame(data) for _, _, data in self.files) else 1

    @property
    def costly(self) -> str:
        """The names of the templates that are not tame."""
        return ", ".join(name for _, name, data in self.files if not is_tame(data))

    def given_up(self, commune: str) -> TemplateError:
        """Return the error of documents whose rendering took too long, or too much memory."""
        return given_up(self.costly or self.files[0][1], commune)

    @classmethod
    def of(cls, sources: Sources) -> Templates:
        """Return the templates of a campaign, those of avenants and of the report too."""
        campaign = sources.campaign
        files = ((piece.kind, piece.template.name, sources.templates[piece.kind]) for piece in campaign.templated)
        return cls(tuple(files), campaign.date, sources.logo, campaign.logo_texte)
