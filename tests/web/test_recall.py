"""What a server remembers: read once, and never older than the files."""

from __future__ import annotations

import csv
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run as command
from generator.project import Project
from generator.register.database import open_register, transaction
from generator.register.notes import write_note
from generator.runs.communes import edit
from generator.runs.followup import status
from generator.web import recall
from generator.web.application import create_app
from generator.web.desk import CLERK
from generator.web.recall import Look, Recall
from generator.web.settings import Serving
from generator.web.warming import warm
from tests.cases import cases
from tests.conftest import MakeProject
from tests.runs.conftest import run as build
from tests.runs.test_scale import asked_of_the_register, numbered
from tests.web.conftest import PATIENT, TODAY, Visitor, fixed, told

Visit = Callable[[Project], Visitor]
#: A day and more ago, in nanoseconds: files that nobody saves now.
_OLD = time.time_ns() - 100_000 * 10**9


def looked(files: Mapping[Path, int]) -> Callable[[], Look]:
    """Return what says that files changed last at the moments given, and that nothing else tells them apart."""
    return lambda: Look({path: (moment, moment, 4, 1) for path, moment in files.items()}, "")


def test_however_many_ask_it_is_read_once() -> None:
    """Who comes while somebody reads waits for what is read; another thing is read meanwhile."""
    kept, reads, begun, go_on = Recall(), list[int](), threading.Event(), threading.Event()
    found = list[int]()

    def read() -> int:
        reads.append(1)
        begun.set()
        assert go_on.wait(PATIENT)
        return len(reads)

    asking = [threading.Thread(target=lambda: found.append(kept.of("x", looked({}), read))) for _ in range(4)]
    for one in asking:
        one.start()
    assert begun.wait(PATIENT)
    assert kept.of("y", looked({}), lambda: 7) == 7
    go_on.set()
    for one in asking:
        one.join(30)
    assert found == [1] * 4


def test_who_reads_in_vain_leaves_the_turn_to_the_next() -> None:
    """An error is told to whoever met it, and is not kept."""
    kept = Recall()
    with pytest.raises(ZeroDivisionError):
        kept.of("x", looked({}), lambda: 1 // 0)
    assert kept.of("x", looked({}), lambda: 2) == 2


@cases("fresh, seen", (True, "deux"), (False, "un"), ids=["new", "old"])
def test_a_second_save_that_the_clock_does_not_tell_is_seen(tmp_path: Path, fresh: bool, seen: str) -> None:
    """Of a file that was saved just now, its content counts; of one that is old, its date, its size and its place."""
    path, kept = tmp_path / "communes.csv", Recall()
    path.write_text("un", encoding="utf-8")
    look = looked({path: time.time_ns() + 10**12 if fresh else _OLD})
    assert kept.of("x", look, lambda: path.read_text(encoding="utf-8")) == "un"
    assert kept.of("x", look, lambda: "jamais lu") == "un"
    path.write_text("deux", encoding="utf-8")
    assert kept.of("x", look, lambda: path.read_text(encoding="utf-8")) == seen


def test_what_settled_is_not_read_through_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The content of a file saved just now is looked at until its date is old enough, and no longer."""
    path, kept, digests = tmp_path / "communes.csv", Recall(), list[Path]()
    path.write_text("un", encoding="utf-8")

    def counted(path: Path) -> str:
        digests.append(path)
        return ""

    monkeypatch.setattr(recall, "_digest", counted)
    look = looked({path: time.time_ns() + 10**12})
    kept.of("x", look, lambda: 1)
    monkeypatch.setattr(recall, "SETTLED", -2_000.0)  # as if half an hour had passed
    kept.of("x", look, lambda: 2)
    digests.clear()
    assert kept.of("x", look, lambda: 3) == 1
    assert digests == []


def test_few_things_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that were asked for last."""
    monkeypatch.setattr(recall, "_MOST", 2)
    kept, reads = Recall(), list[str]()
    for key in "abacab":
        kept.of(key, looked({}), lambda key=key: reads.append(key))  # type: ignore[misc]  # what a lambda keeps
    assert reads == ["a", "b", "c", "b"]


def _row(project: Project, **cells: str) -> None:
    """Change cells of Haveluy as any other program does."""
    with project.communes.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    rows[0].update(cells)
    with project.communes.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def shown_of_sent(page: Visitor) -> str:
    """Return what the dashboard lists of what was sent."""
    return told(page.get("/?etat=sent", headers={"HX-Request": "true"}))


def _note(project: Project, text: str) -> None:
    with open_register(project.register, writing=True) as connection, transaction(connection):
        write_note(connection, project.campaign.name, "59292", text, aside=True)


def test_no_screen_shows_what_was(visit: Visit, small_built: Project) -> None:
    """Each file is written between two requests, by a command or by hand, twice at once: the last state is shown."""
    page = visit(small_built)
    screens = ("/", "/donnees/?groupe=maire", "/fabrication/", "/envois/", "/signer/", "/calendrier/")

    def shown() -> dict[str, str]:
        return {path: told(page.get(path)) + page.get(path).text for path in screens}

    shown()
    for name in ("AUBRAC", "BARTHE", "CHALON"):  # as long as each other
        _row(small_built, nom_maire=name)
        assert name in shown()["/donnees/?groupe=maire"]
        assert name in told(page.get("/?chercher=" + name))
    _row(small_built, nom="Haveluy-le-Vieux")
    found = shown()
    assert all(
        "Haveluy-le-Vieux" in found[path] for path in ("/", "/donnees/?groupe=maire", "/envois/", "/calendrier/")
    )
    _row(small_built, nom="Haveluy", siren="1")
    found = shown()
    assert "n’a pas neuf chiffres" in found["/"]
    assert "n’a pas neuf chiffres" in found["/donnees/?groupe=maire"]
    _row(small_built, siren="215902925", participe="non")
    assert "Haveluy" not in told(page.get("/envois/"))
    _row(small_built, participe="oui")
    for text in ("rappeler lundi", "rappeler mardi"):
        _note(small_built, text)
        assert text in shown()["/"]
    build(small_built)
    assert command(["mail", "haveluy", "--project", str(small_built.root)]) == 0
    assert "préparé" in shown()["/"]
    assert command(["mail", "haveluy", "--sent", "2025-03-10", "--yes", "--project", str(small_built.root)]) == 0
    assert "10/03/2025" in shown()["/"]
    assert "à renvoyer" not in shown_of_sent(page)
    _row(small_built, nom_maire="DUBOIS")
    build(small_built)
    assert "à renvoyer" in shown_of_sent(page)
    assert "output/ contient" in shown()["/fabrication/"]
    small_built.manifest.unlink()
    assert "Aucun document fabriqué n’est dans output/" in shown()["/fabrication/"]


@cases(
    "path", "/", "/donnees/", "/fabrication/", "/envois/", "/signer/", "/calendrier/", "/retours/", "/dossiers/59292/"
)
def test_a_screen_asks_the_register_as_much_for_forty_six_communes_as_for_three(
    project: MakeProject, visit: Visit, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Whatever it shows of each: all of them are read at once."""
    made, found = project(), list[int]()
    page = visit(made)
    numbered(made, 3)
    page.get(path)  # what is read once for all
    asked = asked_of_the_register(monkeypatch)
    for count in (3, 46):
        made.register.unlink()
        numbered(made, count)
        asked.clear()
        page.get(path)
        found.append(len(asked))
    assert found[0] == found[1] > 0


def test_a_warm_server_reads_nothing_again(small_built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first clerk of the day finds the dashboard and the sheet as they were made before anybody asked."""
    serving = Serving(small_built.root, clock=fixed)
    app, runs = create_app(serving), list[str]()
    for module in (status, edit):
        real = module.run

        def counted(*arguments: Any, real: Callable[..., Any] = real, name: str = module.__name__) -> Any:
            runs.append(name)
            return real(*arguments)

        monkeypatch.setattr(module, "run", counted)
    warm(app, serving)
    assert runs == [status.__name__, edit.__name__]
    client = app.test_client()
    client.set_cookie(CLERK, "Accueil")
    page = Visitor(client, f"/{small_built.campaign.name}")
    for path in ("/", "/donnees/", "/envois/", "/fabrication/"):
        assert page.get(path).status_code == 200
    assert runs == [status.__name__, edit.__name__]
    assert f"{TODAY:%d/%m/%Y}"[-4:] in told(page.get("/"))
    app.extensions["desk"].jobs.close()


def test_what_cannot_be_warmed_is_told_to_whoever_asks(visit: Visit, small_built: Project) -> None:
    """Data that are wrong, or no project at all: nothing ends, and the first who asks is told."""
    _row(small_built, siren="1")
    serving = Serving(small_built.root, clock=fixed)
    app = create_app(serving)
    warm(app, serving)
    assert "n’a pas neuf chiffres" in told(visit(small_built).get("/"))
    warm(app, Serving(small_built.root / "nulle-part"))
    app.extensions["desk"].jobs.close()
