"""The names that tags use: every variable, field, filter, test and function must exist, at any depth."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from jinja2 import Environment, nodes

from generator.errors import Problem
from generator.inspection.assignments import assignment_faults, targets
from generator.inspection.conditions import condition_fault
from generator.inspection.misuses import ASK, joined_by_comma, misplaced_name, never_true, not_a_list, unprintable
from generator.inspection.shapes import LOOP, NUMBER, SAID, TEXT, Shape, is_named, near_word, nearest
from generator.inspection.uses import SAMPLES, Fault, filter_fault, path
from generator.language.filters import FILTERS, FilterError
from generator.rendering.english import REFUSED
from generator.rendering.environment import TEXTUAL, check_textual
from generator.rendering.filterwords import FILTERS_EXPLAINED
from generator.rendering.tags import Tag

_SAME_LIST = ("list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr")
_ONE_OF_LIST = ("first", "last", "min", "max")
_NUMBERS = ("int", "length", "count", "round", "abs", "sum", "wordcount")
_IN_MACROS = ("caller", "varargs", "kwargs")
_LIST = "la liste des variables est dans docs/templates.md"

Scope = dict[str, Shape | None]


class NameReader:
    """Reads the expressions of one part; ``tags`` are the tags by line of what Jinja parsed."""

    def __init__(self, environment: Environment, shapes: Mapping[str, Shape], tags: list[Tag]) -> None:
        self._environment = environment
        self._shapes = shapes
        self._tags = tags
        self._asked: set[str] = set()
        self._loops: dict[str, Tag] = {}
        self.problems: list[Problem] = []

    def read(self, template: nodes.Template) -> None:
        """Read a part's tags, parsed as one template, and note the problems."""
        for test in template.find_all(nodes.Test):
            if test.name in ("defined", "undefined"):
                self._asked.add(path(test.node))
        for loop in template.find_all(nodes.For):
            self._loops.update(dict.fromkeys(targets(loop.target), self._tag(loop)))
        self._body(template.body, dict(self._shapes))
        for given, fault in assignment_faults(template):
            self._note(given, fault)

    def _tag(self, node: nodes.Node) -> Tag:
        return self._tags[min(node.lineno, len(self._tags)) - 1]

    def _note(self, node: nodes.Node, fault: Fault | None) -> None:
        if fault:
            self.problems.append(self._tag(node).problem(*fault))

    def _body(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                self._printed(part, scope)
        elif isinstance(node, nodes.For):
            self._for(node, scope)
        elif isinstance(node, nodes.If):
            self._condition(node.test, scope)
            self._body([*node.body, *node.elif_, *node.else_], scope)
        elif isinstance(node, nodes.Assign):
            shape = self._expression(node.node, scope)
            names = list(targets(node.target))
            scope.update(dict.fromkeys(names, shape if len(names) == 1 else None))
        elif isinstance(node, nodes.AssignBlock):
            self._body(node.body, dict(scope))
            scope.update(dict.fromkeys(targets(node.target), TEXT))
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            if isinstance(node, nodes.CallBlock):
                self._expression(node.call, scope)
            else:
                scope[node.name] = None
            for default in node.defaults:
                self._expression(default, scope)
            arguments = {argument.name: None for argument in node.args} | dict.fromkeys(_IN_MACROS)
            self._body(node.body, {**scope, **arguments})
        elif isinstance(node, nodes.With):
            shapes = [self._expression(value, scope) for value in node.values]
            names = [next(targets(target), "") for target in node.targets]
            self._body(node.body, {**scope, **dict(zip(names, shapes, strict=True))})
        elif isinstance(node, nodes.Expr):
            self._expression(node, scope)
        else:
            for child in node.iter_child_nodes():
                self._statement(child, scope)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        listed = self._expression(node.iter, scope)
        item = listed.item if listed is not None and listed.kind == "list" else None
        if listed is not None:
            self._note(node, not_a_list(listed, self._shapes))
        names = list(targets(node.target))
        inner: Scope = {**scope, "loop": LOOP}
        inner.update({name: item.named(name) if item and len(names) == 1 else None for name in names})
        if node.test is not None:
            self._condition(node.test, inner)
        self._body(node.body, inner)
        self._body(node.else_, dict(scope))

    def _printed(self, node: nodes.Expr, scope: Scope) -> None:
        """Read an expression that is printed: only a text or a number can be."""
        if isinstance(node, nodes.Tuple):
            self._note(node, joined_by_comma(node, scope))
            return
        shape = self._expression(node, scope)
        self._quoted(node)
        if isinstance(node, nodes.Compare | nodes.Not | nodes.Test):
            self._note(node, ("une condition vaut vrai ou faux, qui ne s’écrit pas", ASK))
        elif isinstance(node, nodes.Const):
            try:
                check_textual(node.value)
            except FilterError as error:
                self._note(node, (str(error), "écrivez un texte ou un nombre entier, ou supprimez la balise"))
        elif shape is not None and shape.kind != "image":
            self._note(node, unprintable(shape))

    def _quoted(self, node: nodes.Expr | None) -> None:
        """Note the name of a value between quotes, with or without filters: it is its words that would be printed."""
        while isinstance(node, nodes.Filter):
            node = node.node
        if isinstance(node, nodes.Const) and is_named(node.value, self._shapes):
            message = f"« {node.value} » est entre guillemets : ces mots seraient imprimés"
            self._note(node, (message, f"écrivez {node.value} sans guillemets"))

    def _condition(self, test: nodes.Node, scope: Scope) -> None:
        """Read what decides of a clause; what decides always the same is a fault."""
        self._note(test, condition_fault(test, scope.keys()))
        self._expression(test, scope)

    def _expression(self, node: nodes.Node, scope: Scope) -> Shape | None:
        """Return the shape of an expression, None when it can be anything."""
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._field(node, self._expression(node.node, scope), node.attr)
        if isinstance(node, nodes.Getitem):
            return self._item(node, scope)
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if isinstance(node, nodes.Test):
            self._test(node)
        elif isinstance(node, nodes.Call):
            self._call(node, scope)
            return None
        elif isinstance(node, nodes.Compare):
            self._compare(node, scope)
            return None
        if isinstance(node, nodes.CondExpr):
            self._condition(node.test, scope)
        shapes = [self._expression(child, scope) for child in node.iter_child_nodes(exclude=("test",))]
        if isinstance(node, nodes.CondExpr):
            return shapes[0]
        constant = node.value if isinstance(node, nodes.Const) else None
        return TEXT if isinstance(constant, str) or isinstance(node, nodes.Concat) else None

    def _name(self, node: nodes.Name, scope: Scope) -> Shape | None:
        if node.name in scope:
            return scope[node.name]
        if node.name in self._environment.globals or node.name in ("self", "super"):
            return None
        if fault := misplaced_name(node.name, self._loops):
            self._note(node, fault)
            return None
        known = {name: shape or Shape(name, "") for name, shape in scope.items()}
        near = nearest(node.name, None, known)
        if node.name[0].isupper() and near.lower() != node.name.lower():
            self._unquoted(node)
        else:
            self._unknown(node, node.name, near)
        return None

    def _field(self, node: nodes.Expr, shape: Shape | None, name: str) -> Shape | None:
        if shape is None or not shape.kind:
            return None
        if name in shape.fields:
            return shape.fields[name]
        if name.startswith("_"):
            self._note(node, (f"{shape.name}.{name} : inconnu, un nom ne commence pas par « _ »", _LIST))
        elif shape.kind == "group":
            full = f"{shape.name}.{name}"
            near = nearest(name, shape, self._shapes)
            self._unknown(node, full, near, "" if near else f"{shape.name} contient : {', '.join(shape.fields)}")
        elif shape.kind == "list" and not hasattr(list, name):
            remedy = f"parcourez-la : {{% for element in {shape.name} %}} {{{{ element.{name} }}}} {{% endfor %}}"
            self._note(node, (f"{shape.name}.{name} : inconnu, car {shape.name} est une liste", remedy))
        elif shape.kind in SAMPLES and not hasattr(SAMPLES[shape.kind], name):
            shown = shape.name or "cette valeur"
            self._unknown(node, f"{shown}.{name}", "", f"{shown} est {SAID[shape.kind]} : rien ne peut suivre")
        return None

    def _item(self, node: nodes.Getitem, scope: Scope) -> Shape | None:
        shape = self._expression(node.node, scope)
        self._expression(node.arg, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._field(node, shape, node.arg.value)
        return shape.item if shape is not None and shape.kind == "list" and isinstance(node.arg, nodes.Const) else None

    def _unknown(self, node: nodes.Expr, name: str, near: str, otherwise: str = "") -> None:
        """Note an unknown name; one whose existence the template asks, or for which it has a default, is a warning."""
        asked = path(node) in self._asked
        message = f"{name} : inconnu{', la condition ne sera jamais remplie' if asked else ''}"
        remedy = f"vouliez-vous {near} ?" if near else otherwise or _LIST
        if near and (foreign := next((sign for sign in name if not _is_latin(sign)), "")):
            remedy = f"« {foreign} » y est une lettre d’un autre alphabet, de même forme : retapez {near} au clavier"
        self.problems.append(self._tag(node).problem(message, remedy, "warning" if asked else "error"))

    def _unquoted(self, node: nodes.Name) -> None:
        """Note an unknown name that is a text, as what it is compared with or its capital tell."""
        self._unknown(node, node.name, "", f'un texte se met entre guillemets, "{node.name}" ; {_LIST}')

    def _filter(self, node: nodes.Filter, scope: Scope) -> Shape | None:
        if node.name in ("default", "d") and node.node is not None:
            self._asked.add(path(node.node))
        shape = self._expression(node.node, scope) if node.node is not None else TEXT
        for argument in (*node.args, *(item.value for item in node.kwargs)):
            self._expression(argument, scope)
        if node.name in REFUSED:
            self._note(node, (f"le filtre « {node.name} » ne donne pas un texte français", REFUSED[node.name]))
            return None
        if node.name not in self._environment.filters:
            near = near_word(node.name, FILTERS) or near_word(node.name, self._environment.filters)
            names = ", ".join(item.name for item in FILTERS_EXPLAINED)
            remedy = f"vouliez-vous |{near} ?" if near else f"les filtres sont : {names}"
            self._note(node, (f"{node.name} : filtre inconnu", remedy))
            return None
        if node.name in FILTERS:
            self._try(node, shape)
            return TEXT
        if node.name in TEXTUAL and node.name != "join" and shape is not None:
            self._note(node, unprintable(shape))
        if shape is not None and shape.kind == "list":
            return shape if node.name in _SAME_LIST else shape.item if node.name in _ONE_OF_LIST else None
        return NUMBER if node.name in _NUMBERS else None

    def _try(self, node: nodes.Filter, shape: Shape | None) -> None:
        constant = node.node.value if isinstance(node.node, nodes.Const) else None
        arguments = [argument.value if isinstance(argument, nodes.Const) else None for argument in node.args]
        if not node.kwargs:
            self._note(node, filter_fault(node.name, constant, shape, arguments))

    def _test(self, node: nodes.Test) -> None:
        if node.name not in self._environment.tests:
            near = near_word(node.name, self._environment.tests)
            remedy = f"vouliez-vous {near} ?" if near else "comparez avec == ou !="
            self._note(node, (f"{node.name} : test inconnu après « is »", remedy))

    def _call(self, node: nodes.Call, scope: Scope) -> None:
        shape = self._expression(node.node, scope)
        for argument in (*node.args, *(item.value for item in node.kwargs)):
            self._expression(argument, scope)
        if shape is not None and shape.kind and shape.name:
            self._note(node, (f"{shape.name} ne peut pas être suivi de parenthèses", f"écrivez {shape.name}"))

    def _compare(self, node: nodes.Compare, scope: Scope) -> None:
        """Read a comparison; one that can never be true is a fault, since a clause would vanish in silence."""
        left = self._expression(node.expr, scope)
        for operand in node.ops:
            value = operand.expr
            if isinstance(value, nodes.Name) and value.name not in scope:
                self._unquoted(value)
                continue
            right = self._expression(value, scope)
            for fault in never_true(left, node.expr, right, operand):
                self._note(node, fault)


def _is_latin(sign: str) -> bool:
    """Tell whether a sign is no letter of another alphabet: « с » of Cyrillic looks like « c »."""
    return not sign.isalpha() or unicodedata.name(sign, "").startswith("LATIN")
