"""What the convention that follows another begins with: all that the earlier campaign holds but its year and its acts.

Which signed act each one succeeds to is written where the legal staff can read and correct it: in a column of the
campaign's communes.csv, of which a visa of the convention's template says what it holds.
"""

from __future__ import annotations

import copy
import re

from lxml import etree

from generator.errors import UnreadableError
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communerows import read_communes
from generator.inputs.communesfile import edit_table
from generator.inputs.kinds import CONVENTION
from generator.inputs.overlay import read_overlay
from generator.inputs.settings import HEADER, UNWRITTEN
from generator.language.dates import date_longue
from generator.project import Project
from generator.register.standings import read_standings
from generator.rendering.context import SUCCEEDED, SUCCEEDED_ON, succeeded
from generator.word.package import WORD, open_package
from generator.word.packaging import dated, serialized
from generator.word.wordtext import text_element, text_of

CAMPAIGN, COMMUNES = "campaign.toml", "communes.csv"
_TO_WRITE = '"à compléter"'
#: What a convention that follows another does not share with it: acts, days, and the year of its numbers.
_OTHERS = (
    "epci.deliberation.numero",
    "epci.deliberation.date",
    "convention.terme",
    "numbering.annee",
    "planning.debut",
    "avenant.deliberation_epci.numero",
    "avenant.deliberation_epci.date",
)
_DROPPED = ("epci.deliberation.transmise", "epci.deliberation.publiee")
_VISA = (
    "{%p if convention.succede_a %}",
    "Vu la convention n°\u00a0{{ convention.succede_a }}, à laquelle la présente convention succède,",
    "{%p endif %}",
)


def following(former: Project) -> dict[str, bytes]:
    """Return the files of the campaign that follows that of ``former``, by name. Raises DataError, RegisterError."""
    folder = former.campaign
    campaign, _ = read_campaign(folder)
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name[0] not in ".~"}
    for piece in campaign.annexes:
        if piece.template.is_relative_to(folder):  # perhaps in a folder of its own
            files[piece.template.relative_to(folder).as_posix()] = piece.template.read_bytes()
    files[CAMPAIGN] = _settings(files[CAMPAIGN].decode("utf-8-sig")).encode()
    files[COMMUNES] = _communes(former)
    for piece in campaign.pieces:
        if piece.kind == CONVENTION and piece.template.name in files:
            files[piece.template.name] = with_visa(files[piece.template.name])
    return files


def unwritten(text: str) -> tuple[str, ...]:
    """Return the keys of campaign.toml that are left to write, with their section."""
    values = ((name, line.partition("=")[2]) for name, line in _keys(text) if name)
    return tuple(name for name, value in values if UNWRITTEN.search(value.strip().strip('"')))


def with_visa(template: bytes) -> bytes:
    """Return a convention's template with the visa of the act it succeeds to, after those that it has.

    It is the same when it names that act already, has no visa to take the form of, or cannot be read.
    """
    try:
        package = open_package(template)
    except UnreadableError:
        return template
    document = package.document
    visas = [one for one in document.iter(WORD + "p") if text_of(one).lstrip().startswith("Vu ")]
    plain = [one for one in visas if next(one.iter(WORD + "sdt"), None) is None]
    if not plain or SUCCEEDED in "".join(text_of(one) for one in document.iter(WORD + "p")):
        return template
    for text in reversed(_VISA):
        visas[-1].addnext(_said(plain[-1], text))
    return dated(template, {package.main: serialized(document)})


def _said(paragraph: etree._Element, text: str) -> etree._Element:
    """Return a paragraph of the same form that says something else."""
    other = copy.deepcopy(paragraph)
    run = next(other.iter(WORD + "r"))
    for child in list(other):
        if child.tag != WORD + "pPr":
            other.remove(child)
    for child in list(run):
        if child.tag != WORD + "rPr":
            run.remove(child)
    run.append(text_element(text))
    other.append(run)
    return other


def _communes(former: Project) -> bytes:
    """Return the campaign's file of communes, with the signed convention of each that the new one succeeds to."""
    own = read_overlay(former.own_communes)
    communes = read_communes(former.communes, None, own).communes
    apart = own is not None and SUCCEEDED_ON in own.table.columns  # its template names both
    acts: dict[str, dict[str, str]] = {}
    for standing in read_standings(former.register, former.campaign.name).signed.values():
        if standing.kind == CONVENTION and standing.signature:
            number, day = standing.number, date_longue(standing.signature.signed_on)
            told = {SUCCEEDED: number, SUCCEEDED_ON: day} if apart else {SUCCEEDED: succeeded(number, day)}
            acts[standing.insee] = told
    if own is None:
        rows = [f"{one.insee};{one.nom};{acts[one.insee][SUCCEEDED]}" for one in communes if one.insee in acts]
        return "\r\n".join([f"insee;nom;{SUCCEEDED}", *rows, ""]).encode("utf-8-sig")
    known = {one.insee for one in communes}
    empty = dict.fromkeys((SUCCEEDED, SUCCEEDED_ON) if apart else (SUCCEEDED,), "")
    changes = {row.line: acts.get(insee, empty) for insee, row in own.rows.items()}
    more = [{"insee": insee, **act} for insee, act in acts.items() if insee in known - own.rows.keys()]
    return edit_table(own.table, changes, more)


def _settings(text: str) -> str:
    """Return campaign.toml where each of ``_OTHERS`` is to be written again."""
    lines = []
    for name, line in _keys(text):
        if name in _OTHERS:
            lines.append(f"{name.rpartition('.')[2]} = {_TO_WRITE}")
        elif name not in _DROPPED:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _keys(text: str) -> list[tuple[str, str]]:
    """Return each line with the dotted name of the key that it sets, "" for another line."""
    found, section = [], ""
    for line in text.splitlines():
        header = HEADER.match(line)
        section = header[1] if header else section
        key = re.match(r"\s*([A-Za-z0-9_-]+)\s*=", line)
        found.append((f"{section}.{key[1]}" if key else "", line))
    return found
