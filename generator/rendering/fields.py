"""Groups of named values as templates see them, and what an unknown or an empty one is."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined


class Fields:
    """A group of named values, which remembers those that were read: ``label`` is what a template writes first."""

    def __init__(self, label: str, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)
        self._label = label
        self._read: set[str] = set()

    def __getattribute__(self, name: str) -> Any:
        """Return a value and note that it was read."""
        if not name.startswith("_"):
            self._read.add(name)
        return super().__getattribute__(name)

    def __repr__(self) -> str:
        """Return the label, which is what messages show."""
        return self._label


class Unknown(StrictUndefined):
    """A name that does not exist: any use of it fails with a message in French that offers the nearest name."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name or ""
        group = self._undefined_obj
        if not isinstance(group, Fields):
            return self._undefined_hint or f"{name} : inconnu"
        known = [key for key in vars(group) if not key.startswith("_")]
        near = [key for key in known if set(key.split("_")) == set(str(name).split("_"))]
        near = near or difflib.get_close_matches(str(name), known, 1, 0.6)
        hint = f" ; vouliez-vous {group!r}.{near[0]} ?" if near else f" ; {group!r} contient {', '.join(known)}"
        return f"{group!r}.{name} : inconnu{hint}"


class Blank(Unknown):
    """A value left empty: false in a condition, and an error when it is printed, never a silent blank."""

    __slots__ = ()

    def called(self, said: str, path: str) -> str:
        """Return what was said of the value with the name that a tag gives it: ``path``, « seance.ferie »."""
        return said.replace(self._undefined_name, path) if self._undefined_name else said

    def __bool__(self) -> bool:  # type: ignore[override]  # unlike an unknown name, a blank may be asked for
        """Return False: ``{% if commune.courriel %}`` is the way to ask."""
        return False


def group_of(label: str, model: Any) -> Fields:
    """Return the fields of a dataclass as a group, with those that it names as COMPUTED of them."""
    names = [*(field.name for field in dataclasses.fields(model)), *getattr(model, "COMPUTED", ())]
    return Fields(label, {name: as_seen(f"{label}.{name}", getattr(model, name)) for name in names})


def absent(name: str, where: str) -> Blank:
    """Return what a group is in the documents that do not have it."""
    return Blank(
        hint=f"{name} n’existe que dans {where} : retirez cette balise, ou testez-la dans le modèle avec "
        f"{{% if {name} %}}"
    )


def as_seen(label: str, value: Any) -> Any:
    """Return ``value`` as templates see it: models as groups, tuples as lists, nothing as a Blank."""
    if value is None or value == "":
        return Blank(
            hint=f"{label} est vide : complétez la donnée, ou testez-la dans le modèle avec {{% if {label} %}}",
            name=label,
        )
    if dataclasses.is_dataclass(value):
        return group_of(label, value)
    if isinstance(value, tuple):
        return [as_seen(f"{label}[{rank}]", item) for rank, item in enumerate(value)]
    return value


def unread(group: Any) -> Any:
    """Return the same group, of which nothing was read yet; a Blank stays one."""
    if not isinstance(group, Fields):
        return group
    return Fields(repr(group), values_of(group))


def values_of(group: Fields) -> dict[str, Any]:
    """Return the values of a group, by name, without noting that they were read."""
    return {name: value for name, value in vars(group).items() if not name.startswith("_")}
