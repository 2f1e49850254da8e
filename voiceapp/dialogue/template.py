"""Lines with slots, in a small part of the Jinja language that cannot loop, call, or grow.

A scenario file is data from a stranger. Jinja's sandbox keeps templates away from Python's inner attributes; here
whatever could run long or build large values (loops, macros, arithmetic, calls, includes) is refused as well, so
that a line costs what its text costs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST = 2000
"""Characters a template may have."""

DEEPEST = 30
"""Levels of nesting a template may have; lines have about six. Python gives up on what is nested much deeper."""

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.Test,
)
_FILTERS = {"capitalize", "lower", "upper", "title", "default", "first", "last", "length", "trim", "spelled", "article"}
_TESTS = {"defined", "undefined", "none", "in", "eq", "ne", "gt", "ge", "lt", "le"}


class TemplateFault(ValueError):
    """A template that cannot be used; the text says why, and what to write instead."""


def _spelled(value: object) -> str:
    """Letters or digits one by one, to be read aloud: ``"042"`` -> ``"0, 4, 2"``."""
    return ", ".join(ch for ch in str(value) if ch.isalnum())


def _article(value: object) -> str:
    """With "a" or "an" before it: ``"umbrella"`` -> ``"an umbrella"``. Plurals and names keep themselves."""
    text = str(value)
    if not text or text.split()[0] in {"a", "an", "the", "my", "your", "some"}:
        return text
    last = text.split()[-1]
    if last.endswith("s") and not last.endswith(("ss", "us", "is")):
        return text
    return ("an " if _VOWEL_SOUND.match(text) else "a ") + text


_SURROGATE = re.compile("[\ud800-\udfff]")
_VOWEL_SOUND = re.compile(r"(?!uni|use|usu|eu|one\b|once)[aeiou]|hour|honest|heir", re.IGNORECASE)


def _default(value: object, instead: str = "", boolean: bool = True) -> object:
    """``value``, or ``instead`` for an empty slot, ``boolean`` or not; Jinja's own takes ``None`` for a value."""
    return instead if isinstance(value, jinja2.Undefined) or value is None or value == "" else value


def _speakable(value: object) -> object:
    """Refuse an empty slot, and one that is no text but an inner part of the program: such a line is not spoken."""
    if value is None or value == "":
        raise jinja2.UndefinedError("an empty slot")
    if not isinstance(value, str | int | float) and type(value).__str__ is object.__str__:
        raise jinja2.UndefinedError("no text")
    return value


def _of_text(change: Callable[[Any], str]) -> Callable[[object], str]:
    return lambda value: change(_speakable(value))


_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=jinja2.StrictUndefined, autoescape=False, cache_size=0, finalize=_speakable
)
_ENVIRONMENT.filters.update(spelled=_of_text(_spelled), article=_of_text(_article), default=_default)
for _name in ("capitalize", "lower", "upper", "title", "trim"):
    _ENVIRONMENT.filters[_name] = _of_text(_ENVIRONMENT.filters[_name])


def _parse(source: str) -> nodes.Template:
    if len(source) > LONGEST:
        raise TemplateFault(f"is {len(source)} characters long; {LONGEST} is the most")
    if _SURROGATE.search(source):
        raise TemplateFault("holds half a character; delete it and write it anew")
    try:
        tree = _ENVIRONMENT.parse(source)
    except jinja2.TemplateSyntaxError as fault:
        raise TemplateFault(f"cannot be read: {fault.message}") from None
    except RecursionError:
        raise TemplateFault("is nested too deeply; write it as several lines") from None
    _check_depth(tree)
    _check(tree)
    return tree


def _check_depth(tree: nodes.Node) -> None:
    level = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
    if level:
        raise TemplateFault(f"is nested more than {DEEPEST} levels deep; write it as several lines")


def _check(tree: nodes.Node) -> None:
    for node in [tree, *tree.find_all(nodes.Node)]:
        if not isinstance(node, _ALLOWED):
            raise TemplateFault(f"uses {type(node).__name__.lower()}; only slots, if/else and filters are allowed")
        if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            raise TemplateFault(f"uses the filter {node.name!r}; known are {', '.join(sorted(_FILTERS))}")
        if isinstance(node, nodes.Test) and node.name not in _TESTS:
            raise TemplateFault(f"uses the test {node.name!r}; known are {', '.join(sorted(_TESTS))}")
        if isinstance(node, nodes.Name) and node.name == "self":
            raise TemplateFault("uses 'self', which is Jinja's own; name the slot that is meant")
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise TemplateFault(f"reads {node.attr!r}; names with an underscore in front are not for lines")
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and _SURROGATE.search(node.value):
            raise TemplateFault("holds half a character; delete it and write it anew")


@lru_cache(maxsize=8192)
def _compiled(source: str) -> jinja2.Template:
    return jinja2.Template.from_code(
        _ENVIRONMENT, _ENVIRONMENT.compile(_parse(source)), _ENVIRONMENT.make_globals(None)
    )


def check(source: str) -> None:
    """Raise ``TemplateFault`` when ``source`` is not a template a line may be."""
    _parse(source)


def slots(source: str) -> frozenset[str]:
    """The names a template reads: ``"{{ case.name }} {{ heard }}"`` -> ``{"case", "heard"}``."""
    return frozenset(node.name for node in _parse(source).find_all(nodes.Name))


def render(source: str, values: Mapping[str, Any]) -> str | None:
    """The line as spoken, its white space folded, or ``None`` when a slot it needs is empty.

    Raises ``TemplateFault`` when ``source`` is no template.
    """
    if "{" not in source:
        return " ".join(source.split())
    try:
        return " ".join(_compiled(source).render(values).split())
    except (jinja2.TemplateError, TypeError):
        return None


def holds(condition: str, values: Mapping[str, Any]) -> bool:
    """Whether a condition such as ``case.name and mood.anger > 0.5`` is true; the empty condition is."""
    return not condition or render("{% if " + condition + " %}1{% endif %}", values) == "1"


def check_condition(condition: str) -> None:
    """Raise ``TemplateFault`` when ``condition`` is not an expression a condition may be."""
    if condition:
        check("{% if " + condition + " %}1{% endif %}")
