"""What is written into a folder that a person names: nothing over files that are not of the same kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generator.errors import UsageError
from generator.files import read_regular, write_whole
from generator.project import refuse_own
from generator.refusals import writing


def write_exports(
    root: Path, folder: Path, exports: Mapping[str, bytes], former: Callable[[str, bytes], bool]
) -> tuple[Path, ...]:
    """Write files by name into a folder that is none of the project's own, each whole; return where they are.

    Before, of each file that has such a name with another content, ``former`` tells whether it is an earlier export
    under that name. Raises UsageError when one is not, with nothing written; OutputError.
    """
    refuse_own(folder, root)
    with writing(folder, "fermez ces fichiers ou choisissez un autre dossier"):
        foreign = list(_foreign(folder, exports, former))
        if foreign:
            raise UsageError(
                f"{folder} : {', '.join(foreign)} {'ne viennent' if len(foreign) > 1 else 'ne vient'} pas de cette "
                "commande, et rien n’a été remplacé ; déplacez "
                "ce qui s’y trouve, ou nommez un autre dossier."
            )
        for name, data in exports.items():
            write_whole(folder / name, data)
    return tuple(folder / name for name in exports)


def _foreign(folder: Path, exports: Mapping[str, bytes], former: Callable[[str, bytes], bool]) -> Iterator[str]:
    for name, data in exports.items():
        path = folder / name
        if path.is_symlink() or (path.exists() and not path.is_file()):
            yield name
        elif path.exists():
            found = read_regular(path)
            if found != data and not former(name, found):
                yield name
