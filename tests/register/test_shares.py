"""Network drives: recognised by what the system says of its mounts, and refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import RegisterError
from generator.register.database import open_register
from generator.register.failures import network_type
from tests.cases import cases

MOUNTS = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw - proc proc rw
40 22 0:50 / /mnt/partage rw,relatime - cifs //serveur/juridique rw,vers=3.0
41 40 0:51 / /mnt/partage/local rw,relatime master:3 - ext4 /dev/sdb1 rw
42 22 0:52 / /srv/Service\040juridique rw - nfs4 serveur:/srv rw
43 22 0:53 / /home/a/distant rw - fuse.sshfs a@serveur: rw
44 22 0:54 / /mnt/windows rw - fuseblk /dev/sdc1 rw
45 22 0:55 / /mnt/c rw - 9p C:\134 rw
46 22 0:56 / /data rw - nfs serveur:/data rw
47 22 8:2 / /data rw - ext4 /dev/sdd1 rw
line that is none
"""


@cases(
    "path, kind",
    ("/srv/conventions", ""),
    ("/mnt/partage", "cifs"),
    ("/mnt/partage/conventions/register/register.sqlite", "cifs"),
    ("/mnt/partage/local/register", ""),
    ("/mnt/partages/register", ""),
    ("/srv/Service juridique/register", "nfs4"),
    ("/home/a/distant/x", "fuse.sshfs"),
    ("/mnt/windows/register", ""),
    ("/mnt/c/register", ""),
    ("/data/register", ""),
)
def test_the_mount_that_holds_a_folder_tells_its_type(path: str, kind: str) -> None:
    """The longest mount point above it, the last of several at one place; disks and their like are no network."""
    assert network_type(path, MOUNTS) == kind


def test_a_register_on_a_share_is_refused_before_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 6, with the remedy; reading goes on, for the way out is a copy."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 1 8:1 / / rw - ext4 x rw\n40 22 0:50 / {tmp_path} rw - cifs //serveur/x rw\n")
    monkeypatch.setattr("generator.register.failures._MOUNTS", mounts)
    path = tmp_path / "register" / "register.sqlite"
    with (
        pytest.raises(RegisterError, match=r"lecteur réseau \(cifs\).*une seule machine.*navigateur"),
        open_register(path, writing=True),
    ):
        pytest.fail("opened")
    assert not path.parent.exists()
    with open_register(path) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone()[0] == 0


def test_this_machine_s_disk_is_no_share(tmp_path: Path) -> None:
    """What the system says here and now is read."""
    path = tmp_path / "register.sqlite"
    with open_register(path, writing=True) as connection:
        connection.execute("SELECT count(*) FROM documents")
    assert path.is_file()
