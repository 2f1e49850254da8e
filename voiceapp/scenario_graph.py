"""A scenario drawn: its acts and the ways between them, as SVG or as Mermaid text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from grandalf.graphs import Edge, Graph, Vertex
from grandalf.layouts import SugiyamaLayout

from voiceapp.dialogue.scenario import Act, Menu, Scenario, branches, gos, voices_of

BOX_WIDTH, BOX_HEIGHT = 190, 44  # in SVG units, at 13 px type
MARGIN = 30
_COLOURS = {
    "menu": "#dce9f7",
    "number": "#dce9f7",
    "hold": "#eee8d5",
    "agent": "#d9f0dd",
    "transfer": "#f7efd0",
    "cut": "#f6d5d5",
    "survey": "#e6dcf2",
    "callback": "#e6dcf2",
    "gesture": "#e6dcf2",
    "ending": "#dddddd",
}


@dataclass(frozen=True)
class Way:
    """From one act to another, under what."""

    start: str
    end: str
    label: str


def kind(act: Act) -> str:
    """The word that stands for this kind of act in a scenario file."""
    return str(type(act).__struct_config__.tag)


def ways(scenario: Scenario) -> list[Way]:
    """Every way from act to act, in the order of the file; several between the same two acts are one."""
    labels: dict[tuple[str, str], list[str]] = {}
    for name, act in scenario.acts.items():
        for way in _ways(name, act):
            labels.setdefault((way.start, way.end), []).append(way.label)
    return [Way(start, end, _joined(found)) for (start, end), found in labels.items()]


def _joined(labels: list[str]) -> str:
    keys = [label.removeprefix("key ") for label in labels if label.startswith("key ")]
    others = [label for label in labels if label and not label.startswith("key ")]
    return ", ".join([*(["key " + " ".join(keys)] if keys else []), *others])


def _ways(name: str, act: Act) -> Iterator[Way]:
    labels = [""]
    if isinstance(act, Menu):
        labels += ["key " + " ".join(option.keys) if option.keys else option.say for option in act.options]
    for go, label in zip(gos(act), labels, strict=False):
        for branch in branches(go):
            yield Way(name, branch.to, " ".join(filter(None, (label, branch.when))))


def mermaid(scenario: Scenario) -> str:
    """A flowchart in the Mermaid language, with the same acts and ways as ``svg``."""
    lines = ["flowchart TD"]
    for name, act in scenario.acts.items():
        lines.append(f'    {_identifier(name)}["{_plain(name)}<br/>{kind(act)}: {_plain(_who(scenario, act))}"]')
    lines.append(f"    start((start)) --> {_identifier(scenario.start)}")
    for way in ways(scenario):
        label = f'|"{_plain(way.label)}"|' if way.label else ""
        lines.append(f"    {_identifier(way.start)} -->{label} {_identifier(way.end)}")
    return "\n".join(lines) + "\n"


def _identifier(name: str) -> str:
    return "act_" + re.sub(r"\W", "_", name)


def _plain(text: str) -> str:
    return text.replace('"', "'").replace("<", "(").replace(">", ")")


def _who(scenario: Scenario, act: Act) -> str:
    return ", ".join(dict.fromkeys(scenario.names.get(voice, voice) for voice in voices_of(act)))


def svg(scenario: Scenario) -> str:
    """A drawing in layers from the first act to the last (Sugiyama's method), as a self-contained SVG document."""
    vertices = {name: Vertex(name) for name in scenario.acts}
    for vertex in vertices.values():
        vertex.view = _View()
    all_ways = ways(scenario)
    edges = [Edge(vertices[w.start], vertices[w.end]) for w in all_ways if w.start != w.end]
    graph = Graph(list(vertices.values()), edges)
    left = 0.0
    for component in graph.C:
        layout = SugiyamaLayout(component)
        layout.xspace, layout.yspace = 40, 56
        roots = [vertex for vertex in component.sV if vertex.data == scenario.start] or None
        layout.init_all(roots=roots)
        layout.draw()
        xs = [vertex.view.xy[0] for vertex in component.sV]
        for vertex in component.sV:
            x, y = vertex.view.xy
            vertex.view.xy = (x - min(xs) + left + BOX_WIDTH / 2, y)
        left += max(xs) - min(xs) + BOX_WIDTH + MARGIN
    return _drawn(scenario, {name: vertex.view.xy for name, vertex in vertices.items()}, all_ways)


class _View:
    """What the layout wants to know of a box, and where it puts it."""

    w, h = BOX_WIDTH, BOX_HEIGHT
    xy: tuple[float, float] = (0.0, 0.0)


def _drawn(scenario: Scenario, places: dict[str, tuple[float, float]], all_ways: list[Way]) -> str:
    dx = MARGIN + BOX_WIDTH / 2 - min(x for x, _ in places.values())
    dy = MARGIN + BOX_HEIGHT / 2 - min(y for _, y in places.values())
    at = {name: (x + dx, y + dy) for name, (x, y) in places.items()}
    width = max(x for x, _ in at.values()) + BOX_WIDTH / 2 + 2 * MARGIN
    height = max(y for _, y in at.values()) + BOX_HEIGHT / 2 + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" font-family="sans-serif" font-size="13">',
        f"<title>{escape(scenario.title)}</title>",
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#555"/></marker></defs>',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for way in all_ways:
        parts.append(_arrow(at[way.start], at[way.end], way.label))
    for name, act in scenario.acts.items():
        x, y = at[name]
        weight = 2.5 if name == scenario.start else 1
        parts.append(
            f'<rect x="{x - BOX_WIDTH / 2:.1f}" y="{y - BOX_HEIGHT / 2:.1f}" width="{BOX_WIDTH}" '
            f'height="{BOX_HEIGHT}" rx="6" fill="{_COLOURS[kind(act)]}" stroke="#444" stroke-width="{weight}"/>'
            f'<text x="{x:.1f}" y="{y - 4:.1f}" text-anchor="middle" font-weight="bold">{escape(name)}</text>'
            f'<text x="{x:.1f}" y="{y + 13:.1f}" text-anchor="middle" fill="#333">'
            f"{escape(kind(act))}: {escape(_who(scenario, act))}</text>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _arrow(start: tuple[float, float], end: tuple[float, float], label: str) -> str:
    (x1, y1), (x2, y2) = start, end
    if start == end:
        right = x1 + BOX_WIDTH / 2
        path = f"M{right:.1f} {y1 - 10:.1f}c34 -10 34 30 0 20"
        middle = (right + 30, y1)
    elif y2 > y1:
        y1, y2 = y1 + BOX_HEIGHT / 2, y2 - BOX_HEIGHT / 2
        bend = (y2 - y1) / 2
        path = f"M{x1:.1f} {y1:.1f}C{x1:.1f} {y1 + bend:.1f} {x2:.1f} {y2 - bend:.1f} {x2:.1f} {y2:.1f}"
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
    else:  # back up, or beside: around the right-hand side
        x1, x2 = x1 + BOX_WIDTH / 2, x2 + BOX_WIDTH / 2
        out = max(x1, x2) + 45
        path = f"M{x1:.1f} {y1:.1f}C{out:.1f} {y1:.1f} {out:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        middle = (out - 12, (y1 + y2) / 2)
    text = ""
    if label:
        text = (
            f'<text x="{middle[0]:.1f}" y="{middle[1]:.1f}" text-anchor="middle" font-size="11" fill="#555" '
            f'paint-order="stroke" stroke="white" stroke-width="3">{escape(label)}</text>'
        )
    return f'<path d="{path}" fill="none" stroke="#777" marker-end="url(#tip)"/>{text}'
