"""The documents of a pack, as campaign.toml lists them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.files import is_there
from generator.inputs.communes import slug
from generator.inputs.kinds import (
    ANNEXE,
    CERTIFICATE,
    DERIVED,
    ENDING,
    EVALUATION,
    NOTIFICATION,
    RENEWAL,
    RESERVED,
    kind_named,
)
from generator.inputs.settings import Settings
from generator.language.dates import date_longue

_KIND = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
#: When a document goes with an avenant: its slot changes, articles change, it costs something, the council votes on it.
_OF_AVENANTS = ("creneau", "articles", "incidence_financiere", "deliberation", "note_de_synthese")
#: When a document goes with a convention: an explanatory note is due to the councillors (CGCT, article L. 2121-12).
_OF_CONVENTIONS = ("note_de_synthese",)
#: Where an annex lies that is not in its pack, and how one is there that is not conformant: without the pack's claim.
BESIDE, UNCLAIMED = "a-cote", "sans-mention"
#: What is said of them after their title.
_PLACES = {
    BESIDE: "fichier joint à côté du dossier relié",
    UNCLAIMED: "non conforme à PDF/A ou à PDF/UA, ce dont le dossier relié ne porte donc pas la mention",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of the pack: its ``kind`` names the files, ``template`` is a file of the campaign's folder.

    ``a_signer`` says that the President and the mayor sign it, in as many originals as the convention has;
    ``projet`` that it is the draft of the deliberation, which leaves the pack once the deliberation is known;
    ``si`` with which conventions or avenants it goes (one of ``_OF_CONVENTIONS`` or of ``_OF_AVENANTS``, always when
    empty); ``of`` is the kind under which the campaign has its template, when its own says more (a planning of 2026).

    An annexe is a PDF that is joined as it is, to the packs of ``communes`` (all when empty); ``date`` is the one that
    it bears. ``place`` is empty, BESIDE or UNCLAIMED, once it was looked at.
    """

    kind: str
    template: Path
    titre: str
    a_signer: bool = False
    projet: bool = False
    si: str = ""
    of: str = ""
    communes: tuple[str, ...] = ()
    date: datetime.date | None = None
    place: str = ""

    @property
    def annexe(self) -> bool:
        """Tell whether it is a PDF to join as it is."""
        return is_pdf(self.template.name)

    @property
    def templated(self) -> bool:
        """Tell whether a template makes it."""
        return not (self.derived or self.annexe)

    @property
    def listed(self) -> str:
        """The title with what a reader should know beside it: the date that an annexe bears, and where it lies."""
        day = f", du {date_longue(self.date)}" if self.date else ""
        return f"{self.titre}{day} ({_PLACES[self.place]})" if self.place else self.titre + day

    def concerns(self, names: Collection[str]) -> bool:
        """Tell whether it goes to a commune with these names."""
        return not self.communes or not set(self.communes).isdisjoint(names)

    @property
    def model(self) -> str:
        """The kind under which the campaign has its template."""
        return self.of or self.kind

    @property
    def derived(self) -> bool:
        """Tell whether the program makes it of other documents, without a template."""
        return self.kind in DERIVED


def pack_of(pieces: Sequence[Piece], *, voted: bool) -> tuple[Piece, ...]:
    """Return what goes with a pack: the draft of the deliberation leaves it once the council has voted."""
    return tuple(piece for piece in pieces if not (voted and piece.projet))


def read_pieces(settings: Settings, folder: Path, pack: Sequence[Piece] | None = None) -> tuple[Piece, ...]:
    """Return the pieces of ``[pack]``, or of ``[avenant]`` when those of the pack are given; what is wrong is noted."""
    pieces: list[Piece] = []
    amending = pack is not None
    for table in settings.tables("pieces"):
        kind = kind_named(table.text("type"))
        derived = amending and kind in DERIVED
        template = Path() if derived else folder / table.text("modele")
        annexe = is_pdf(template.name)
        piece = Piece(
            kind,
            template,
            table.text("titre"),
            table.flag("a_signer"),
            False if annexe else table.flag("projet"),
            table.text("si", ""),
        )
        if annexe:
            piece = _annexe(table, piece)
        table.finish()
        if kind and (not _KIND.fullmatch(kind) or kind in RESERVED or (kind in DERIVED and not amending)):
            table.note("type", f"« {kind} » ne convient pas", "écrivez un mot en minuscules : convention, planning…")
        if not annexe and kind in [other.kind for other in pieces]:
            table.note("type", f"deux documents de type « {kind} »", "donnez un type différent à chacun")
        if any(_share_title(piece, other) for other in pieces):
            message = f"deux documents s’intitulent « {piece.titre} »"
            table.note("titre", message, "donnez à chacun son titre : le bordereau ne les distinguerait pas")
        if not derived and piece.template != folder:
            _note_confused(table, piece, pack or (), pieces)
            if not is_there(piece.template):
                what = "ce PDF" if annexe else "ce modèle"
                table.note_absent("modele", folder, table.text("modele"), f"placez {what} dans {folder.name}/")
        conditions = _OF_AVENANTS if amending else _OF_CONVENTIONS
        if piece.si and piece.si not in conditions:
            table.note("si", f"condition inconnue : « {piece.si} »", f"choisissez parmi {', '.join(conditions)}")
        pieces.append(piece)
    if settings.has("pieces") and not pieces:
        name = "avenant" if amending else "pack"
        settings.note("pieces", "aucun document", f"ajoutez une section [[{name}.pieces]] par document")
    return tuple(pieces)


def is_pdf(name: str) -> bool:
    """Tell whether a file is a PDF, by its name."""
    return name.lower().endswith(".pdf")


def _annexe(table: Settings, piece: Piece) -> Piece:
    """Return an annexe under its own kind, with what an annexe alone has; what is wrong is noted."""
    kind = f"{ANNEXE}-{slug(piece.template.stem)}"
    communes = table.texts("communes", '["59292", "Denain"]') if table.has("communes") else ()
    found = replace(piece, kind=kind, communes=tuple(slug(name) for name in communes), date=table.day("date"))
    if piece.kind != ANNEXE:
        message = f"un PDF ne peut pas être le modèle d’un document « {piece.kind} »"
        table.note(
            "modele", message, f'écrivez type = "{ANNEXE}" pour joindre ce PDF, ou nommez un modèle Word (.docx)'
        )
    return found


def _note_confused(table: Settings, piece: Piece, pack: Sequence[Piece], others: Sequence[Piece]) -> None:
    """Note a file that would be taken for another of the campaign, or the other for it.

    Pieces are known by their kind, in the pack and in the avenants alike; templates by the name of their file too.
    """
    name, documents = piece.template.name, (*pack, *others)
    alike = [one for one in pack if one.kind == piece.kind and one.template != piece.template]
    if piece.annexe:
        alike += [one for one in others if one.kind == piece.kind]
    if alike and piece.annexe:
        remedy = "donnez un autre nom à ce fichier : dossier, casse, accents et ponctuation n’y comptent pas"
        table.note("modele", f"« {name} » est déjà une annexe : « {alike[0].titre} »", remedy)
    elif alike:
        message = f"le type « {piece.kind} » a déjà pour modèle « {alike[0].template.name} », dans [[pack.pieces]]"
        remedy = "nommez-le ici aussi ({% if avenant %} y distingue l’avenant), ou donnez un autre type à ce document"
        table.note("modele", message, remedy)
    elif any(one.templated and one.template.name == name and one.template != piece.template for one in documents):
        message = f"deux modèles s’appellent « {name} », dans deux dossiers"
        table.note("modele", message, "donnez un autre nom à ce fichier : check n’en verrait qu’un", "warning")


def _share_title(one: Piece, other: Piece) -> bool:
    """Tell whether an annexe and another document of one pack cannot be told apart by their titles."""
    together = not (one.communes and other.communes) or one.concerns(other.communes)
    return (one.annexe or other.annexe) and one.kind != other.kind and one.titre == other.titre and together


@dataclass(frozen=True, slots=True)
class Sequels:
    """What the program writes after a signature: each a template of the campaign, None without one."""

    notification: Piece | None = None
    certificat: Piece | None = None
    reconduction: Piece | None = None
    fin: Piece | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Those that there are."""
        return tuple(piece for piece in (self.notification, self.certificat, self.reconduction, self.fin) if piece)


#: A campaign without letters of its own.
NO_SEQUELS = Sequels()


def read_sequels(settings: Settings, folder: Path) -> Sequels:
    """Return the templates of ``[suites]``; what is wrong is noted."""
    found = Sequels(
        _model(settings, folder, NOTIFICATION, NOTIFICATION, "Lettre de notification"),
        _model(settings, folder, CERTIFICATE, CERTIFICATE, "Certificat de notification"),
        _model(settings, folder, RENEWAL, RENEWAL, "Lettre d’information : reconduction"),
        _model(settings, folder, ENDING, ENDING, "Lettre : fin de la convention"),
    )
    settings.finish()
    return found


def read_report(settings: Settings, folder: Path) -> Piece | None:
    """Return the report of the evaluation, whose template is ``rapport`` in ``[avenant]``; None without one."""
    return _model(settings, folder, "rapport", EVALUATION, "Rapport d’évaluation")


def _model(settings: Settings, folder: Path, key: str, kind: str, title: str) -> Piece | None:
    name = settings.text(key, "")
    if not name:
        return None
    if not is_there(folder / name):
        settings.note_absent(key, folder, name, f"placez ce modèle dans {folder.name}/")
    return Piece(kind, folder / name, title)
