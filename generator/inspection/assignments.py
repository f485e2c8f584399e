"""Names that a template gives with ``set``: those whose value is lost, and those that hide a value of the dossier."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from generator.inspection.uses import Fault
from generator.rendering.vocabulary import VARIABLES

#: What has names of its own: given in it, a name is forgotten at its end. A loop forgets at the end of each turn.
_FRAMES = (nodes.For, nodes.With, nodes.Macro, nodes.CallBlock, nodes.FilterBlock, nodes.AssignBlock)
#: What every document has a value of: the others may be given where they have none.
_ALWAYS = {one.name.partition(".")[0] for one in VARIABLES} - {one.name for one in VARIABLES if one.optional}


def targets(node: nodes.Node) -> Iterator[str]:
    """Yield the names that a loop or ``set`` gives."""
    if isinstance(node, nodes.Name):
        yield node.name
    for child in node.iter_child_nodes():
        yield from targets(child)


def assignment_faults(template: nodes.Template) -> Iterator[tuple[nodes.Node, Fault]]:
    """Yield each ``set`` that does not do what it says, with what is wrong."""
    yield from _faults(template, set(), frozenset())


def _faults(node: nodes.Node, own: set[str], outer: frozenset[str]) -> Iterator[tuple[nodes.Node, Fault]]:
    """Read what a node holds; ``own`` are the names given so far in its frame, ``outer`` those of the frames around."""
    if isinstance(node, nodes.Assign | nodes.AssignBlock):
        for name in targets(node.target):
            if name in _ALWAYS:
                yield node, _hiding(name)
            elif name in outer and name not in own:
                yield node, _lost(name)
            own.add(name)
    if isinstance(node, _FRAMES):
        outer, own = outer | own, set(targets(node.target)) if isinstance(node, nodes.For) else set()
    for child in node.iter_child_nodes():
        yield from _faults(child, own, outer)


def _hiding(name: str) -> Fault:
    return (
        f"{name} est une valeur du dossier : « set » la remplacerait dans la suite du document",
        f"prenez un autre nom, par exemple {{% set {name}_propre = … %}}",
    )


def _lost(name: str) -> Fault:
    return (
        f"« set » ne change {name} que dans ce tour de boucle, ou dans ce bloc : ensuite, {name} a sa valeur d’avant",
        f"écrivez avant {{% set compte = namespace({name}=0) %}}, dedans {{% set compte.{name} = … %}}, "
        f"et partout compte.{name} à la place de {name}",
    )
