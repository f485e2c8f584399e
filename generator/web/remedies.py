"""What a message asks its reader to type, said as the page says it: in words, with the screen where it is done.

A message is text wherever it goes (through processes, the register, JSON), and names what to do in one notation: a
command in quotes after « lancez », after a colon or in brackets, an option in brackets. That notation is read here, and
no screen shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import g, request, url_for

from generator.errors import ConventionsError, Problem
from generator.register.roll import DECLINED
from generator.runs.campaigns.campaignsettings import kind_of
from generator.runs.campaigns.following import CAMPAIGN
from generator.web.changes import SECTIONS, named
from generator.web.columns import group_of
from generator.web.desk import desk, project, status
from generator.web.gestures import way
from generator.web.menu import SCREENS


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the page says in the place of « lancez « conventions … » », and the letter of the screen that does it."""

    words: str
    screen: str


@dataclass(frozen=True, slots=True)
class Door:
    """A button that leads to where something is mended: its label, its address."""

    label: str
    url: str


#: By command, and by the option that makes another deed of it. Screen « o » is the commune's own dossier.
REMEDIES = {
    "amend": Remedy("préparez un avenant", "a"),
    "backup": Remedy("sauvegardez le registre", "j"),
    "build": Remedy("fabriquez les dossiers", "f"),
    "build --force": Remedy("refaites tous les documents", "f"),
    "end": Remedy("enregistrez-la depuis le dossier de la commune", "o"),
    "intake": Remedy("déposez le fichier dans Retours", "r"),
    "mail": Remedy("préparez le courriel", "e"),
    "new": Remedy("créez-la", "m"),
    "note": Remedy("écrivez-le dans la note du dossier", "o"),
    "planning": Remedy("allez au calendrier", "c"),
    "register": Remedy("contrôlez le registre", "j"),
    "renew": Remedy("enregistrez la reconduction", "o"),
    "restore": Remedy("restaurez une sauvegarde", "j"),
    "sign": Remedy("ouvrez Signer", "s"),
    "status": Remedy("ouvrez le dossier", "o"),
    "use": Remedy("choisissez-la", "j"),
    "verify": Remedy("contrôlez les fichiers", "f"),
}
_CALL = r"conventions (?P<command>[a-z]+(?: --force)?)\b"
_NOTATIONS = re.compile(
    rf"\blancez (?P<order>d’abord |de nouveau )?« ?{_CALL}[^»]*»"
    rf"| \({_CALL.replace('command', 'aside')}[^()]*\)"
    rf"| : {_CALL.replace('command', 'tail')}.*?(?=$| ;|\.$|\. |, )"
    r"| \(--[^()]*\)".replace(" ", "[ \u00a0]")
)
#: What asks for days of a deliberation of the EPCI in campaign.toml, which are settings.
_EXECUTORY = re.compile(
    r"complétez «\s(?:transmise|publiee|transmise\s» et «\spubliee)\s»"
    r" dans campaign\.toml, sous \[(?P<section>[\w.]+)\]"
)
#: Where those who sign for the EPCI are written, which have a form.
_REPRESENTATIVES = re.compile(r"\[\[epci\.representants\]\](?:\sdans campaign\.toml)?")
_REPRESENTATIVE = re.compile(r"à campaign\.toml une section \[\[epci\.representants\]\] avec «\sdebut\s»")
#: A section of campaign.toml that is a part of the form of the settings.
_SECTION = re.compile(rf"\[(?P<section>{'|'.join(map(re.escape, SECTIONS))})\](?: (?:de|dans) campaign\.toml)?")
#: How a value is written in campaign.toml, in what to do about one.
_SYNTAX = re.compile(r" : il faut (?:un|une|true)\b.*|,? (?:entre|sans) guillemets| \((?:2025-02-24|14:00:00)\)")
_NAMES = {letter: label for letter, _, label in SCREENS} | {"o": "le dossier"}


def clicked(text: str) -> str:
    """Return a message as the page says it, without a command or an option."""
    told = _REPRESENTATIVE.sub("cette personne à [[epci.representants]], avec le jour depuis lequel elle signe", text)
    told = _REPRESENTATIVES.sub("« Représentants de l’EPCI »", _EXECUTORY.sub("écrivez ces dates", told))
    told = _SECTION.sub(lambda found: f"« {SECTIONS[found['section']]} »", told)
    return _NOTATIONS.sub(_worded, named(told)).replace(DECLINED, "ne participe plus")


def remedies_of(text: str) -> Iterator[Remedy]:
    """Yield what a message asks for that the program does."""
    for found in _NOTATIONS.finditer(text):
        named = found["command"] or found["aside"] or found["tail"]
        if named:
            yield REMEDIES[named]


def doors(text: str, insee: str = "") -> tuple[Door, ...]:
    """Return the ways to the screens where what a message asks for is done, for one commune if it is known."""
    if not g.get("project"):
        return ()
    screens = dict.fromkeys(one.screen for one in remedies_of(text))
    found = [_door(screen, insee) for screen in screens if screen and (screen != "o" or insee)]
    return (*found, *_settings(text))


def _settings(text: str) -> Iterator[Door]:
    """Yield the way to the form of what is to be completed in campaign.toml, and back from there."""
    if found := _EXECUTORY.search(text):
        anchor = f"c-{found['section']}.transmise"
        yield Door("Écrire ces dates", url_for("models.settings", suite=_here(), _anchor=anchor))
    elif found := _SECTION.search(text):
        yield Door("Ouvrir les réglages", url_for("models.settings", suite=_here(), _anchor=found["section"]))
    if _REPRESENTATIVES.search(text):
        yield Door("Représentants de l’EPCI", url_for("models.representatives", suite=_here()))


def _here() -> str:
    """Return the address of the screen that is shown, or of that from which a form was sent."""
    back = door_back()
    return request.full_path if request.method == "GET" else back.url if back else ""


def doors_of(problem: Problem) -> tuple[Door, ...]:
    """Return the ways to where a problem is mended: its cell, the screens of its remedy, its file or its dossier."""
    if not g.get("project"):
        return ()
    here = project()
    if problem.line and problem.file == here.communes.name:
        cell = f"c-{problem.line}-{problem.column}"
        url = url_for("data.show", groupe=group_of(problem.column), ligne=problem.line, _anchor=cell)
        return (Door("Y aller", url), *_settings(problem.remedy))
    insee = _codes().get(problem.commune, "")
    found = doors(f"{problem.message} ; {problem.remedy}", insee)
    name = problem.file.removeprefix(f"{here.campaign.name}/")
    if not found and name == CAMPAIGN and kind_of(problem.column):
        return (Door("Ouvrir les réglages", url_for("models.settings", suite=_here(), _anchor=f"c-{problem.column}")),)
    if not found and name and (here.campaign / name).is_file():
        return (Door(f"Ouvrir {name}", url_for("models.template", name=name)),)
    return found or ((_door("o", insee),) if insee else ())


def remedy_of(problem: Problem) -> str:
    """Return what to do about a problem: how a file writes a value is nothing to know where a form writes it."""
    return _SYNTAX.sub("", problem.remedy) if kind_of(problem.column) else problem.remedy


def door_back() -> Door | None:
    """Return the way back to the screen of a request, or of a job, that failed, or to the dossier; None without any."""
    if not g.get("project"):
        return None
    job = desk().jobs.find((request.view_args or {}).get("travail", ""))
    room = (job.result if job else request.endpoint or "").partition(".")[0]
    for _, endpoint, label in SCREENS:
        if endpoint == request.endpoint:
            return Door("Réessayer", request.full_path)
        if endpoint.partition(".")[0] == room:
            return Door(f"Revenir à {label}", url_for(endpoint))
    insee = (request.view_args or {}).get("insee", "")
    return Door("Revenir au dossier", url_for("dossier.show", insee=insee)) if insee in _codes().values() else None


def _worded(found: re.Match[str]) -> str:
    if not found["command"]:
        return ""
    verb, _, rest = REMEDIES[found["command"]].words.partition(" ")
    return f"{verb} {found['order'] or ''}{rest}"


def _door(screen: str, insee: str) -> Door:
    return Door(f"Ouvrir {_NAMES[screen]}", way("" if screen == "o" else screen, insee))


def _codes() -> dict[str, str]:
    """Return the INSEE codes of the communes by their names; none while the data cannot be read."""
    try:
        return {one.commune.nom: one.commune.insee for one in status().dossiers}
    except ConventionsError:
        return {}
