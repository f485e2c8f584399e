"""The page for other machines: its password, its certificate, its proxy, and what an attacker tries on them."""

from __future__ import annotations

import datetime
import ipaddress
import select
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask.testing import FlaskClient
from waitress import wasyncore
from werkzeug.test import TestResponse

from generator.cli import run
from generator.errors import UsageError
from generator.project import Project
from generator.web.application import create_app
from generator.web.entrance import Entrance, hash_of, is_hash
from generator.web.server import Server
from generator.web.settings import Opening, Serving, refuse_exposure
from tests.cases import cases
from tests.web.conftest import TOKEN, hidden, told

_PASSWORD = "quarante-six communes"
Open = Callable[[], FlaskClient]


@pytest.fixture
def door(small_project: Project) -> Iterator[Open]:
    """Open browsers on one page that has a password."""
    app = create_app(Serving(small_project.root, password=hash_of(_PASSWORD)))
    yield app.test_client
    app.extensions["desk"].jobs.close()


def _try(client: FlaskClient, password: str) -> int:
    found = TOKEN.search(client.get("/entrer").text)
    assert found
    return client.post("/entrer", data={"jeton": found[1], "passe": password}).status_code


def _again(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """Send again what a page kept of a form, from its own button."""
    found = TOKEN.search(answer.text.partition("<main")[2])
    assert found
    data = {**hidden(answer), "jeton": found[1]}
    return client.post("/qui", data=data, headers={"Origin": "http://localhost"})


def _cookie(client: FlaskClient) -> str:
    return str(client.application.config["SESSION_COOKIE_NAME"])


def test_nothing_is_shown_before_the_password(door: Open) -> None:
    """Every address leads to the password, and says nothing of the project."""
    client = door()
    for path in ("/", "/qui", "/mediation-numerique/", "/mediation-numerique/fichiers/recueil.pdf", "/inconnue"):
        answer = client.get(path)
        assert "Hainaut" not in answer.text, path
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/entrer"), path


@cases("path", "/mediation-numerique/donnees/", "/inconnue/donnees/")
@cases("headers", {}, {"Origin": "http://localhost"})
def test_no_form_tells_of_the_project_before_the_password(door: Open, path: str, headers: dict[str, str]) -> None:
    """Neither the EPCI's name nor those of the campaigns."""
    answer = door().post(path, headers=headers)
    assert answer.status_code == 409
    assert "Hainaut" not in answer.text
    assert "Médiation" not in answer.text
    assert "mediation-numerique" not in answer.text.replace(path, "")


def test_what_was_typed_outlives_the_password(door: Open) -> None:
    """After a restart the form asks for the password, which is given elsewhere, and is sent again."""
    client = door()
    stale = {"jeton": "d’avant", "nom": "Service"}
    answer = client.post("/qui", data=stale, headers={"Origin": "http://localhost"})
    closed = _again(client, answer)
    assert "Le mot de passe est à donner de nouveau" in told(closed)
    assert _try(client, _PASSWORD) == 302
    again = _again(client, closed)
    assert again.status_code == 409
    assert _again(client, again).headers["Location"] == "/"


def test_the_password_opens_and_leaving_closes_everywhere(door: Open) -> None:
    """Who gives the password is in; once they leave, a copy of their cookie opens nothing."""
    client, thief = door(), door()
    assert _try(client, _PASSWORD) == 302
    assert client.get("/qui").status_code == 200
    cookie = client.get_cookie(_cookie(client))
    assert cookie
    thief.set_cookie(_cookie(thief), cookie.value)
    assert thief.get("/qui").status_code == 200
    token = TOKEN.search(client.get("/qui").text)
    assert token
    client.post("/sortir", data={"jeton": token[1]})
    assert client.get("/qui").status_code == 302
    assert thief.get("/qui").status_code == 302


def test_guesses_are_slowed_down(door: Open) -> None:
    """After five wrong passwords, the right one is not even tried for a quarter of an hour."""
    client = door()
    assert [_try(client, f"essai {rank}") for rank in range(5)] == [403] * 5
    assert _try(client, _PASSWORD) == 429


def test_another_address_is_not_shut_out() -> None:
    """Who guesses from one machine closes the door to that machine alone."""
    entrance = Entrance(hash_of(_PASSWORD))
    for _ in range(5):
        assert not entrance.open("faux", "192.0.2.1")
    assert entrance.is_closed_to("192.0.2.1")
    assert not entrance.is_closed_to("192.0.2.2")
    assert entrance.is_open(entrance.open(_PASSWORD, "192.0.2.2"))


def test_a_session_that_somebody_prepared_is_not_kept(door: Open) -> None:
    """Session fixing: what a browser was given before the password is not its session after it."""
    client = door()
    client.get("/entrer")
    before = client.get_cookie(_cookie(client))
    assert _try(client, _PASSWORD) == 302
    after = client.get_cookie(_cookie(client))
    assert before
    assert after
    assert before.value != after.value
    with client.session_transaction() as session:
        assert set(session) == {"ouverture"}


@cases(
    "opening, password, told",
    (Opening("0.0.0.0"), "", "--password-file"),
    (Opening("0.0.0.0"), "x", "en clair"),
    (Opening("192.0.2.7", key=Path("k")), "x", "--cert et --key"),
    (Opening(proxied=True), "", "--password-file"),
    (Opening("0.0.0.0", proxied=True), "x", "--behind-proxy"),
)
def test_no_page_is_open_to_all(opening: Opening, password: str, told: str) -> None:
    """Beyond this machine, a password and HTTPS are needed; the message says which option gives them."""
    with pytest.raises(UsageError, match=told):
        refuse_exposure(opening, password)


def test_a_page_for_a_service_is_accepted() -> None:
    """With a password, and a certificate or a proxy, other machines may come."""
    refuse_exposure(Opening("0.0.0.0", certificate=Path("c"), key=Path("k")), "x")
    refuse_exposure(Opening(proxied=True), "x")
    refuse_exposure(Opening(), "")


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "conventions")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    paths = tmp_path / "page.pem", tmp_path / "page.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    paths[1].write_bytes(private)
    return paths


def test_https_is_spoken(small_project: Project, certificate: tuple[Path, Path]) -> None:
    """With a certificate the server speaks HTTPS, its cookies are for HTTPS alone, and its end is orderly."""
    opening = Opening(certificate=certificate[0], key=certificate[1])
    server = Server(small_project.root, opening, password=hash_of(_PASSWORD))
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        trust = ssl.create_default_context(cafile=str(certificate[0]))
        with urllib.request.urlopen(server.address, context=trust, timeout=20) as answer:
            assert answer.url.startswith("https://127.0.0.1:")
            assert answer.headers["Strict-Transport-Security"]
            assert "Secure" in answer.headers["Set-Cookie"]
            assert "Mot de passe du service" in answer.read().decode()
    finally:
        server.stop()
        thread.join(20)
    assert not thread.is_alive()


def test_a_certificate_that_is_none_is_told(small_project: Project, tmp_path: Path) -> None:
    """A file that is no certificate is named before anything is served."""
    wrong = tmp_path / "faux.pem"
    wrong.write_text("rien")
    with pytest.raises(UsageError, match=r"faux\.pem"):
        Server(small_project.root, Opening(certificate=wrong, key=wrong))


def test_only_the_proxy_of_this_machine_is_believed(small_project: Project) -> None:
    """Without --behind-proxy, who says to be another machine or another host is not believed."""
    with Server(small_project.root) as server:
        thread = threading.Thread(target=server.serve)
        thread.start()
        asked = urllib.request.Request(server.address, headers={"X-Forwarded-Host": "pirate.example"})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            assert answer.status == 200
            assert "pirate.example" not in answer.url + answer.read().decode()
    thread.join(20)


def test_too_much_at_once_is_told_in_french(small_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says it, not the server under it."""
    for module in ("server", "application"):
        monkeypatch.setattr(f"generator.web.{module}.LARGEST_REQUEST", 1000)
    with Server(small_project.root) as server:
        thread = threading.Thread(target=server.serve)
        thread.start()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{server.address}/qui", data=b"nom=" + b"x" * 2000, timeout=20)
        assert "trop volumineux" in refused.value.read().decode()
        assert refused.value.code == 413
    thread.join(20)


def test_the_loop_closes_its_own_sockets(small_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped from another thread as it is about to wait for its sockets, the loop ends without an error."""
    selecting, stopped = threading.Event(), threading.Event()
    raised: list[OSError] = []

    def late(*waiting: Any) -> Any:
        selecting.set()
        stopped.wait(1)
        return select.select(*waiting)

    def serve() -> None:
        try:
            server.serve()
        except OSError as error:
            raised.append(error)

    monkeypatch.setattr(wasyncore, "select", SimpleNamespace(select=late))
    server = Server(small_project.root)
    thread = threading.Thread(target=serve)
    thread.start()
    assert selecting.wait(20)
    server.stop()
    stopped.set()
    thread.join(20)
    assert not thread.is_alive()
    assert raised == []


def test_a_port_that_is_taken_is_told(small_project: Project) -> None:
    """A second page on the same port says what to do."""
    with Server(small_project.root) as server:
        port = int(server.address.rsplit(":", 1)[1].strip("/"))
        with pytest.raises(UsageError, match=r"\(un autre programme l’emploie\) .* --port"):
            Server(small_project.root, Opening(port=port))


def test_a_name_of_no_machine_is_told(small_project: Project) -> None:
    """In French, as every other reason."""
    with pytest.raises(UsageError, match="aucune machine n’a ce nom"):
        Server(small_project.root, Opening("x.invalid", port=0))


def test_the_unit_serves_what_was_asked(
    small_project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The unit has the options of the command, and writes in the project alone."""
    secret = tmp_path / "mot de passe"
    secret.write_text(hash_of(_PASSWORD))
    options = ["--behind-proxy", "--name", "conventions.example", "--password-file", str(secret)]
    assert run(["serve", "--project", str(small_project.root), *options, "--systemd"]) == 0
    unit = capsys.readouterr().out
    assert f'--password-file "{secret}"' in unit
    assert "--name conventions.example" in unit
    assert "--behind-proxy" in unit
    assert f"ReadWritePaths={small_project.root}" in unit


def test_a_password_file_that_holds_none_is_told(
    small_project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that holds a password in clear is refused: it must hold its hash."""
    secret = tmp_path / "secret"
    secret.write_text("motdepasse")
    assert not is_hash("motdepasse")
    assert run(["serve", "--project", str(small_project.root), "--password-file", str(secret)]) == 2
    assert "empreinte" in capsys.readouterr().err
