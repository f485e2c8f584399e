"""revision.toml: articles of the convention that change for all communes or for some, as frozen models."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Problem, UsageError
from generator.inputs.campaign import LAST_TERM
from generator.inputs.communes import Commune, find_commune
from generator.inputs.epci import EpciDeliberation, read_avenant_epci
from generator.inputs.finances import Finances, finances_of_settings
from generator.inputs.settings import Settings
from generator.inputs.spoilt import TEMPLATE_TAG

_ARTICLE = re.compile(r"(?:article\s+)?(1er|[0-9]{1,3})((?:-[0-9]{1,3})*)", re.IGNORECASE)
_HEADING = re.compile(r"article\s+[0-9]+\S*\s*:", re.IGNORECASE)
_ITEM = re.compile(r"(\s*)[-–•*]\s+(.*)")
#: What a revision is when it is not an ordinary one.
RECTIFICATION = "rectification"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the new wording; ``level`` is 0 for text, 1 for an item of a list, 2 for an item inside one."""

    text: str
    level: int = 0

    @property
    def bullet(self) -> bool:
        """Tell whether it is an item of a list."""
        return self.level > 0


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words that an article says once, and those that take their place."""

    former: str
    new: str


@dataclass(frozen=True, slots=True)
class ArticleRevision:
    """The new wording of one article, without its heading; ``motif`` says why it changes.

    It is whole in ``paragraphs``, or what is in force with the words of ``replacement`` replaced. ``base`` is the
    wording of the act that was edited to write it, () when it was written by itself.
    """

    number: str
    paragraphs: tuple[Paragraph, ...]
    motif: str
    replacement: Replacement | None = None
    base: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """Changes of articles from ``date_effet`` on, for the communes whose INSEE codes are ``communes``.

    ``nouveau_terme`` is the convention's new last day, or None. ``nature`` is ``RECTIFICATION`` or empty.
    ``deliberation`` asks each council to vote on the avenant even without ``finances``; ``deliberation_epci`` is the
    EPCI's own on these avenants.
    """

    path: Path
    motif: str
    date_effet: datetime.date
    communes: tuple[str, ...]
    nouveau_terme: datetime.date | None
    articles: tuple[ArticleRevision, ...]
    nature: str = ""
    deliberation: bool = False
    finances: Finances | None = None
    deliberation_epci: EpciDeliberation | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def concerns(self, insee: str) -> bool:
        """Tell whether the commune with this code is one of those."""
        return insee in self.communes


def read_revision(path: Path, communes: Sequence[Commune]) -> tuple[Revision, tuple[Problem, ...]]:
    """Read a revision, with all its problems; without a list of communes it is for all that take part.

    The revision is usable only when no problem is an error; an unknown key is one, for a misspelt list of communes
    would change the convention of all. Raises DataError when the file is not TOML. Whether the articles exist is
    for whoever has the signed text to say. Texts are as written, but for their spaces: rendering sets them in French
    typography, as all that is printed; who prints them otherwise applies ``language.typography.typographie``.
    """
    problems: list[Problem] = []
    root = Settings.read(path, problems, path.name)
    motif = _text(root, "motif")
    effect = root.date("date_effet")
    term = root.date("nouveau_terme", last=LAST_TERM) if root.has("nouveau_terme") else None
    if term is not None and datetime.date.min < term <= effect:
        root.note("nouveau_terme", "le nouveau terme n’est pas après la date d’effet", "corrigez l’une des deux dates")
    revision = Revision(
        path,
        motif,
        effect,
        _communes(root, communes),
        term,
        _articles(root, motif),
        _nature(root),
        root.flag("deliberation"),
        finances_of_settings(root),
        read_avenant_epci(root),
    )
    if term is None and root.values.get("articles", []) == []:
        remedy = "ajoutez une section [[articles]] par article qui change, ou nouveau_terme"
        root.note("articles", "la révision ne change rien", remedy)
    root.finish("error")
    return revision, tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _communes(settings: Settings, communes: Sequence[Commune]) -> tuple[str, ...]:
    """Return the codes of the communes that the revision names, in the order of ``communes``."""
    participants = [commune for commune in communes if commune.participe]
    if not settings.has("communes"):
        return tuple(commune.insee for commune in participants)
    chosen: list[str] = []
    for name in settings.texts("communes", '["59292", "La Sentinelle"]'):
        try:
            found = find_commune(name, communes)
        except UsageError as error:
            for problem in error.problems:
                settings.note("communes", f"« {name} » : {problem.message}", problem.remedy)
            continue
        insee = found.insee
        if not found.participe:
            remedy = "retirez-la de la liste, ou écrivez « oui » dans sa colonne participe"
            settings.note("communes", f"« {name} » ne participe pas", remedy)
            continue
        if insee in chosen:
            settings.note("communes", f"« {name} » y est deux fois", "nommez chaque commune une fois", "warning")
        chosen.append(insee)
    return tuple(commune.insee for commune in participants if commune.insee in chosen)


def _nature(root: Settings) -> str:
    nature = root.text("nature", "")
    if nature not in ("", RECTIFICATION):
        root.note("nature", f"« {nature} » n’est pas une nature d’avenant", f'écrivez "{RECTIFICATION}", ou rien')
    elif nature and root.has("nouveau_terme"):
        root.note("nature", "une rectification ne change pas le terme", "retirez nature ou nouveau_terme")
    return nature


def _articles(root: Settings, motif: str) -> tuple[ArticleRevision, ...]:
    articles: list[ArticleRevision] = []
    for settings in root.tables("articles") if root.has("articles") else ():
        article = ArticleRevision(
            number=_number(settings),
            replacement=(replacement := _replacement(settings)),
            paragraphs=() if replacement else _paragraphs(settings),
            motif=_text(settings, "motif") if settings.has("motif") else motif,
        )
        settings.finish("error")
        for other in articles:
            _check_apart(settings, article.number, other.number)
        articles.append(article)
    return tuple(articles)


def _number(settings: Settings) -> str:
    """Return an article's number as its heading has it, « 1 » for « Article 1er »."""
    written = settings.text("article")
    found = _ARTICLE.fullmatch(written)
    if written and not found:
        settings.note("article", f"« {written} » n’est pas un numéro d’article", 'écrivez par exemple "4" ou "5-1"')
    return found[1].lower().removesuffix("er") + found[2] if found else ""


def _check_apart(settings: Settings, number: str, other: str) -> None:
    """Note an article that is revised twice, or of which a part is revised too."""
    if number and number == other:
        settings.note("article", f"l’article {number} y est deux fois", "réunissez les deux rédactions")
    elif number.startswith(f"{other}-") or other.startswith(f"{number}-"):
        message = f"les articles {other} et {number} sont l’un dans l’autre"
        settings.note("article", message, "révisez l’article entier, ou seulement ses parties")


def _replacement(settings: Settings) -> Replacement | None:
    """Return the words to replace, None when the article is worded whole."""
    if not (settings.has("remplacer") or settings.has("par")):
        return None
    if settings.has("texte"):
        settings.note("texte", "texte et remplacer disent deux fois le changement", "gardez l’un des deux")
    found = Replacement(_text(settings, "remplacer"), _text(settings, "par"))
    if found.former and found.former == found.new:
        settings.note("par", "ce sont les mots à remplacer", "écrivez ceux qui prennent leur place")
    return found


def _paragraphs(settings: Settings) -> tuple[Paragraph, ...]:
    """Return the paragraphs of ``texte``: cut at blank lines and at items; lines inside one are joined.

    An item is inside another when it stands further right than the first item of their list.
    """
    paragraphs: list[Paragraph] = []
    written = str(settings.values["texte"]) if _text(settings, "texte") else ""
    margin, joined = None, False
    for line in written.splitlines():
        text = line.strip()
        item = _ITEM.fullmatch(line)
        if item:
            indent = len(item[1].expandtabs())
            margin = indent if margin is None else min(margin, indent)
            paragraphs.append(Paragraph(item[2].strip(), 1 if indent < margin + 2 else 2))
        elif text and joined:
            last = paragraphs.pop()
            paragraphs.append(Paragraph(f"{last.text} {text}", last.level))
        elif text:
            paragraphs.append(Paragraph(text))
            margin = None
        joined = bool(text)
    if paragraphs and _HEADING.match(paragraphs[0].text):
        settings.note("texte", "la rédaction commence par le titre de l’article", "retirez le titre : il ne change pas")
    return tuple(paragraphs)


def _text(settings: Settings, key: str) -> str:
    """Return a text to be printed, which holds no tag of a template."""
    value = settings.text(key)
    if TEMPLATE_TAG.search(value):
        settings.note(key, "le texte contient une balise de modèle", "écrivez la valeur elle-même")
    return value
