"""What is remembered of a document: its files by hash, as the register keeps it too, and what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from generator.dossiers.fingerprints import program_sha256, sha256, sha256_of_file, snapshot
from generator.files import is_inside, regular_file
from generator.inputs.kinds import ANNEXE
from generator.law.acts import Act
from generator.register.archive import ArchivedDocument, ArchivedFile

if TYPE_CHECKING:
    from generator.inputs.sources import Sources


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file: ``path`` relative to the manifest, ``pages`` None for what has no pages."""

    path: str
    sha256: str
    bytes: int
    pages: int | None

    @classmethod
    def of(cls, folder: Path, path: str, pages: int | None = None) -> FileRecord:
        """Record a file as it is on disk."""
        file = folder / path
        return cls(path, sha256_of_file(file), file.stat().st_size, pages)

    @classmethod
    def read(cls, item: Mapping[str, Any]) -> FileRecord:
        """Read a record back from JSON; raises ValueError, KeyError or TypeError when it is none, or leads outside."""
        record = cls(**item)
        kinds = isinstance(record.path, str) and isinstance(record.sha256, str)
        if not (kinds and is_inside(record.path) and _is_count(record.bytes)):
            raise ValueError(f"{record.path!r} is no file of the output")
        if record.pages is not None and not _is_count(record.pages):
            raise ValueError(f"{record.path}: {record.pages!r} pages")
        return record

    def intact(self, folder: Path) -> bool:
        """Tell whether the file is on disk as it was recorded."""
        file = regular_file(folder, self.path)
        try:
            return file is not None and file.stat().st_size == self.bytes and sha256_of_file(file) == self.sha256
        except OSError:
            return False


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def read_texts(item: Mapping[str, Any]) -> Mapping[str, str]:
    """Read texts by name back from JSON; raises ValueError when they are none."""
    if not (isinstance(item, Mapping) and _are_texts(item.values())):
        raise ValueError("texts by name are expected")
    return item


def read_nested(item: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    """Read texts by two names back from JSON; raises ValueError when they are none."""
    if not isinstance(item, Mapping):
        raise ValueError("texts by two names are expected")
    return {name: read_texts(texts) for name, texts in item.items()}


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document of the output; ``engine_sha256`` stands for what turned its source into its PDF.

    ``rank`` is 0 for what goes with the convention, k for what goes with its avenant n° k; ``period`` is that of the
    evaluation that a report tells of. ``place`` is where an annexe lies, or UNCLAIMED for a pack or a volume that
    claims no standard because of one.
    """

    insee: str
    commune: str
    kind: str
    number: str
    inputs_sha256: str
    engine_sha256: str
    files: tuple[FileRecord, ...]
    rank: int = 0
    period: str = ""
    place: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others, whatever it is made from: its number and its kind."""
        return self.number, self.kind

    @property
    def annexe(self) -> bool:
        """Tell whether it is a PDF that was joined as it is."""
        return self.kind.startswith(f"{ANNEXE}-") and len(self.files) == 1

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> DocumentRecord:
        """Read a record back from JSON; raises ValueError, KeyError or TypeError when it is none."""
        record = cls(**{**item, "files": tuple(FileRecord.read(file) for file in item["files"])})
        texts = (record.insee, record.commune, record.kind, record.number, record.inputs_sha256, record.engine_sha256)
        fine = record.files and _are_texts((*texts, record.period)) and _is_count(record.rank)
        if not fine or (record.number and not is_inside(record.number)):  # which names its files
            raise ValueError(f"{record.number!r} {record.kind!r} is no document")
        return record

    def intact(self, folder: Path) -> bool:
        """Tell whether all its files are on disk as recorded."""
        return all(file.intact(folder) for file in self.files)


def is_printed(setting: str) -> bool:
    """Tell whether documents can say a value of campaign.toml: how numbers are made changes none that was given.

    Nor does how the recueil is cut.
    """
    return not setting.startswith("numbering.") and setting != "recueil_pages"


@dataclass(frozen=True, slots=True)
class Apart:
    """What the documents of some ``communes`` (INSEE codes) were made from, when the others were made before."""

    communes: tuple[str, ...]
    program: str
    campaign: Mapping[str, str]
    templates: Mapping[str, str]

    @classmethod
    def read(cls, item: Mapping[str, Any]) -> Apart:
        """Read it back from JSON; raises ValueError, KeyError or TypeError when it is none."""
        apart = cls(**{**item, "communes": tuple(item["communes"])})
        if not _are_texts((*apart.communes, apart.program)):
            raise ValueError(f"{apart.communes!r} are no communes")
        read_texts(apart.campaign)
        read_texts(apart.templates)
        return apart

    def is_made_as(self, other: Apart) -> bool:
        """Tell whether the same made both."""
        return self == replace(other, communes=self.communes)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build read, value by value, to say later what changed.

    ``program``, ``campaign`` and ``templates`` made the documents of all communes but those that are ``apart``: a
    build of a few does not make the others again.
    """

    program: str = ""
    campaign: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    communes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    acts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    avenants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    apart: tuple[Apart, ...] = ()

    @classmethod
    def read(cls, item: Mapping[str, Any]) -> Inputs:
        """Read the inputs back from JSON; raises ValueError, KeyError or TypeError when they are none."""
        inputs = cls(**{**item, "apart": tuple(Apart.read(one) for one in item.get("apart", ()))})
        read_texts({"program": inputs.program})
        for texts in (inputs.campaign, inputs.templates):
            read_texts(texts)
        for nested in (inputs.communes, inputs.acts, inputs.avenants):
            read_nested(nested)
        return inputs

    @classmethod
    def of(cls, sources: Sources, acts: Mapping[str, Act], avenants: Mapping[str, Mapping[str, Any]]) -> Inputs:
        """Note the inputs of a build: deliberations recorded by INSEE code, contents of avenants by number."""
        files = {**sources.templates, **sources.annexes}
        templates = {kind: sha256(template) for kind, template in files.items()}
        return cls(
            program_sha256(),
            snapshot(sources.campaign),
            templates | {"logo": sha256(sources.logo or b"")},
            {commune.insee: commune.row for commune in sources.participants},
            {insee: snapshot(act) for insee, act in acts.items()},
            {number: snapshot(content) for number, content in avenants.items()},
        )

    def of_commune(self, insee: str) -> Inputs:
        """Return the same, as the documents of one commune were made."""
        found = next((one for one in self.apart if insee in one.communes), None)
        if found is None:
            return self
        return replace(self, program=found.program, campaign=found.campaign, templates=found.templates)

    def updated(self, new: Inputs, remade: Mapping[str, Collection[str]], *, whole: bool) -> Inputs:
        """Return what is known after a build: all of ``new``, or what concerns the communes ``remade``.

        Those are INSEE codes, each with the numbers of its dossiers.
        """
        if whole:
            return new
        rows = {insee: row for insee, row in new.communes.items() if insee in remade}
        acts = {insee: act for insee, act in new.acts.items() if insee in remade}
        numbers = {number for found in remade.values() for number in found}
        avenants = {number: content for number, content in new.avenants.items() if number in numbers}
        common = self if self.program else new
        return replace(
            common,
            communes={**self.communes, **rows},
            acts={**self.acts, **acts},
            avenants={**self.avenants, **avenants},
            apart=tuple(common._set_apart(new, remade)),
        )

    def _set_apart(self, new: Inputs, remade: Collection[str]) -> Iterator[Apart]:
        """Yield who is apart once some communes were made of ``new``, in groups that the same made."""
        made = Apart((), new.program, new.campaign, new.templates)
        codes = set(remade)
        for one in self.apart:
            if one.is_made_as(made):
                codes.update(one.communes)
            elif left := tuple(insee for insee in one.communes if insee not in codes):
                yield replace(one, communes=left)
        if codes and not made.is_made_as(Apart((), self.program, self.campaign, self.templates)):
            yield replace(made, communes=tuple(sorted(codes)))


_T = TypeVar("_T")


def archived(record: DocumentRecord) -> ArchivedDocument:
    """Return a document in the form in which the register keeps it."""
    return _in_form(record, ArchivedDocument, ArchivedFile)


def recorded(document: ArchivedDocument) -> DocumentRecord:
    """Return a document that the register keeps as the output holds it."""
    return _in_form(document, DocumentRecord, FileRecord)


def _in_form(one: DocumentRecord | ArchivedDocument, document: Callable[..., _T], file: Callable[..., object]) -> _T:
    known = {field.name: getattr(one, field.name) for field in fields(ArchivedDocument)}
    return document(**known | {"files": tuple(file(**asdict(held)) for held in one.files)})
