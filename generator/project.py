"""The project's folder: where every file of it lies."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from generator.errors import UnknownCampaignError, UsageError

#: How names end that one program or another, or a system that hides the ends of names, gives to a file of one kind.
_ENDS = (
    (".csv", ".xlsx", ".xls", ".ods", ".numbers", ".txt", ".toml"),
    (".docx", ".doc", ".docm", ".dotx", ".odt"),
    (".png", ".jpg", ".jpeg", ".pdf"),
)
_MANIFEST = "manifest.json"
#: What explorers and shared folders add to the name of a copy: « - Copie », « (Copie en conflit de …) », « (1) ».
_COPY = re.compile(r"\b(?:copie|copy|conflit|conflict\w*)\b|\([0-9]+\)$", re.IGNORECASE)
#: The campaign to take when there are several: precious as the register beside it, and like it out of git.
DEFAULT = Path("register", "campagne.txt")
#: In the project: what is made, unless it is made elsewhere; disposable.
OUTPUT = "output"
#: In the output: e-mail drafts, which are for the clerk to send or throw away.
MAILS = "courriels"
#: What may follow the path of a draft: the message, and the archive of the same files.
MAIL_SUFFIXES = (".eml", ".zip")
#: In the output: labels, calls and other sheets that were printed beside the dossiers.
PRINTOUTS = "imprimes"
#: In the project: the DOCX of the outputs as they were made, by hash, to tell what a hand changed since.
MADE = ".fabriques"
#: In the project: documents of the output that a person edited, kept before they are made again.
EDITED = "modifie-a-la-main"
#: In the project: what communes.csv and templates held before the page changed them; a convenience, not precious.
VERSIONS = "versions-anterieures"
#: In the project: what a restoration replaced.
ASIDE = "mis-de-cote"
#: In the project: a restoration under way. As long as it is there, the project is not whole.
RESTORING = ".restauration"
#: In the project: the folders that hold people's work and what the program remembers, and nothing else.
_OWN = ("templates", "register", "retours", "evaluations", "revisions", EDITED, VERSIONS, ASIDE, MADE, RESTORING)


@dataclass(frozen=True)
class Project:
    """A folder that holds ``communes.csv`` and ``templates/``; ``campaign`` is one folder of the latter.

    ``output`` is where the campaign's files go: disposable; ``register`` is precious. ``chosen`` tells that the
    campaign is the default one among several.
    """

    root: Path
    campaign: Path
    output: Path
    chosen: bool = False

    @property
    def communes(self) -> Path:
        """The register of member communes."""
        return self.root / "communes.csv"

    @property
    def own_communes(self) -> Path:
        """What differs in the campaign: participation, slots; there may be none."""
        return self.campaign / "communes.csv"

    @cached_property
    def register(self) -> Path:
        """The numbering register."""
        return self.root / "register" / "register.sqlite"

    @property
    def manifest(self) -> Path:
        """What the campaign's output holds."""
        return self.output / _MANIFEST

    @property
    def returns(self) -> Path:
        """What came back from the communes, until it is recorded or set aside."""
        return self.root / "retours"

    @property
    def evaluations(self) -> Path:
        """The evaluations that the page was given, or in which figures were typed."""
        return self.root / "evaluations"

    @property
    def revisions(self) -> Path:
        """The revisions that were written on the page, or handed in."""
        return self.root / "revisions"

    @property
    def follow_up(self) -> Path:
        """The follow-up for the Bureau, as it was last made."""
        return self.output / "suivi.pdf"

    @property
    def recueil(self) -> Path:
        """All packs in one file."""
        return self.output / "recueil.pdf"


def draft_path(number: str, slug: str, reminder: int = 0, letter: str = "") -> str:
    """Return where in the output an e-mail draft is, without its suffix.

    ``reminder`` is the rank of a reminder, ``letter`` the kind of a letter after the signature; neither for a dossier.
    """
    mark = f"relance-{reminder}" if reminder else letter
    return f"{MAILS}/{number}-{slug}" + (f"-{mark}" if mark else "")


def open_project(start: Path, campaign: str | None = None, output: Path | None = None) -> Project:
    """Find the project of ``start`` or of a folder above it, and the campaign by name, the only one or the default.

    ``output`` is the folder of all campaigns' outputs, or the campaign's own when it has been built there.
    Raises UsageError when there is no such folder, no project here, no such campaign, or several and none was named.
    """
    root = project_root(start)
    refuse_unfinished(root)
    folders = campaigns_of(root)
    default = default_campaign(root) if campaign is None and len(folders) > 1 else None
    if campaign is None and len(folders) == 1:
        (campaign,) = folders
    campaign = campaign if campaign is not None else default
    if campaign is None or campaign not in folders:
        raise unknown_campaign(root, campaign)
    folder = real(output or root / OUTPUT)
    within = folder.name == campaign and (folder / _MANIFEST).is_file()
    return Project(root, folders[campaign], folder if within else folder / campaign, chosen=default is not None)


def project_root(start: Path) -> Path:
    """Return the folder of the project of ``start`` or of a folder above it; raises UsageError when there is none."""
    folder = existing(start)
    root = find_root(folder)
    if root is None:
        for within in (folder, *folder.parents):
            if (within / "communes.csv").is_file():
                for path in sorted(within.iterdir()):
                    if path.is_dir() and _as_copied(path.name, "templates"):
                        raise UsageError(f"{path} : le programme lit le dossier templates ; renommez ce dossier.")
            saved_as = next(nearly(within, "communes.csv"), None) if (within / "templates").is_dir() else None
            if saved_as and saved_as.suffix.lower() == ".csv" and not saved_as.stem.lower().endswith(".csv"):
                raise UsageError(f"{saved_as} : le programme lit communes.csv ; renommez ce fichier.")
            if saved_as:
                raise UsageError(
                    f"{saved_as} : le programme lit communes.csv ; ouvrez ce fichier dans le tableur et enregistrez-le "
                    "sous le nom communes.csv, au format « CSV UTF-8 »."
                )
        raise UsageError(
            f"{folder} : aucun projet ici ni au-dessus (il faut communes.csv et templates/) ; "
            "allez dans le dossier du projet, nommez-le (--project) "
            "ou commencez-en un dans un dossier vide (conventions new NOM)."
        )
    return root


def existing(start: Path) -> Path:
    """Return the real path of a folder that somebody named as a project's; raises UsageError when it is none."""
    if not start.is_dir():
        raise UsageError(f"{start} : ce dossier n’existe pas ; corrigez son nom (--project).")
    return real(start)


def may_begin(folder: Path) -> bool:
    """Tell whether a project can begin in a folder: it is in none, and holds nothing but what one begins with."""
    if not folder.is_dir() or find_root(folder) is not None:
        return False
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")} <= {"communes.csv", "templates"}


def campaigns_of(root: Path) -> dict[str, Path]:
    """Return the folders of a project's campaigns, by name."""
    return {path.parent.name: path.parent for path in sorted((root / "templates").glob("*/campaign.toml"))}


def unknown_campaign(root: Path, name: str | None) -> UnknownCampaignError:
    """Return the error of a campaign that there is not, or that was not named among several."""
    folders = campaigns_of(root)
    if name is not None:
        problem = f"la campagne « {name} » n’existe pas"
    else:
        problem = "plusieurs campagnes existent" if folders else "aucune campagne n’existe"
    for folder in sorted((root / "templates").glob("*/")):
        wanted = folder.name == name if name is not None else not folders
        if wanted and folder.name not in folders and (found := next(nearly(folder, "campaign.toml"), None)):
            return UnknownCampaignError(f"{found} : le programme lit campaign.toml ; renommez ce fichier.")
    remedy = "nommez-la (--campaign), ou choisissez-en une pour toutes les commandes : conventions use NOM"
    return UnknownCampaignError(
        f"{root / 'templates'} : {problem} (campagnes trouvées : {', '.join(folders) or 'aucune'}) ; "
        + (remedy if folders else "créez-en une : conventions new NOM (un dossier qui contient campaign.toml)")
        + "."
    )


def default_campaign(root: Path) -> str | None:
    """Return the campaign that was chosen for all commands, else the one of which the others are copies, or None."""
    chosen = root / DEFAULT
    try:
        if chosen.is_file() and (name := chosen.read_text(encoding="utf-8").strip()):
            return name
    except (OSError, UnicodeDecodeError):
        return None
    names = tuple(campaigns_of(root))
    return names[0] if names and all(one.startswith(names[0]) and _COPY.search(one) for one in names[1:]) else None


def refuse_unfinished(root: Path) -> None:
    """Raise UsageError while a restoration of the project is not finished."""
    if (root / RESTORING).exists():
        raise UsageError(f"{root} : une restauration a été interrompue ; finissez-la : conventions restore.")


def refuse_own(place: Path, root: Path | None = None) -> None:
    """Raise UsageError for a place that is a project's folder, lies in one of its own, or among what a build made.

    The project is that of ``root``, if there is one, and the one that the place lies in.
    """
    place = real(place)
    for project in _projects(place, root):
        _refuse_kept(place, project)
        campaigns = campaigns_of(project)
        if any(made.name in campaigns and (made / _MANIFEST).is_file() for made in (place, *place.parents)):
            raise UsageError(f"{place} : c’est là que sont les dossiers fabriqués ; nommez un autre endroit.")


def refuse_output(project: Project) -> None:
    """Raise UsageError when the folder of the outputs is a project's, lies in one of its own, or holds one of them."""
    folder = project.output.parent
    for other in _projects(folder, project.root):
        _refuse_kept(folder, other)
        held = next((own for own in (other, *_own(other)) if real(own).is_relative_to(folder)), None)
        if held:
            raise UsageError(f"{folder} : ce dossier contient {held} ; nommez-en un autre, à part (--output).")


def _projects(place: Path, root: Path | None) -> Iterator[Path]:
    """Yield a project, and the one that a place lies in when it is another."""
    yield from dict.fromkeys(filter(None, (root, find_root(place))))


def _own(root: Path) -> Iterator[Path]:
    return (root / name for name in _OWN)


def _refuse_kept(place: Path, root: Path) -> None:
    if place == real(root):
        raise UsageError(f"{place} : c’est le dossier du projet ; nommez-en un autre, à part.")
    for own in _own(root):
        if place.is_relative_to(real(own)):
            raise UsageError(f"{place} : {own.name}/ appartient au projet ; nommez un autre endroit, à part.")


def nearly(folder: Path, name: str) -> Iterator[Path]:
    """Yield the files that have not quite a name: in another case, end or format, or that of a copy of it."""
    suffix = PurePath(name).suffix.lower()
    ends = next((kind for kind in _ENDS if suffix in kind), ())
    for path in sorted(folder.iterdir()):
        own = path.name
        while own.lower().endswith(ends or sum(_ENDS, ())):
            own = own.rpartition(".")[0]
        like = own != path.name and _as_copied(own, PurePath(name).stem if ends else name)
        if like and path.name != name and path.is_file():
            yield path


def _as_copied(own: str, name: str) -> bool:
    """Tell whether a name is another but for its case, the way its accents are written, or what a copy adds."""
    own, name = (unicodedata.normalize("NFC", one).casefold() for one in (own, name))
    added = own.removeprefix(name)
    return own.startswith(name) and (not added or bool(_COPY.search(added)))


def saved_since(path: Path) -> tuple[Path, ...]:
    """Return the copies of a file that were saved after it, beside it: somebody may have written in the wrong one."""
    try:
        return tuple(one for one in nearly(path.parent, path.name) if one.stat().st_mtime > path.stat().st_mtime)
    except OSError:
        return ()


def real(path: Path) -> Path:
    """Return where a path leads; a link that leads to itself stays, for whoever opens it to tell, and so does a NUL."""
    with suppress(ValueError):
        return Path(os.path.realpath(path))  # Path.resolve fails of the link
    return path


def find_root(start: Path) -> Path | None:
    """Return the folder of a project: the first of ``start`` and those above it that looks like one, or None."""
    for folder in (start, *start.parents):
        if (folder / "communes.csv").is_file() and (folder / "templates").is_dir():
            return folder
    return None
