"""``voiceapp scenario``: list what can be played, and check one's own."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from voiceapp.errors import BadInput, Missing


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("scenario", help="list the scenarios, or check one")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="the scenarios that ship with voiceapp")
    listing.add_argument("--json", action="store_true", help="print a list of objects, for programs")
    listing.set_defaults(carry_out=list_all)
    check = verbs.add_parser("check", help="say what is wrong with a scenario, with file, line and remedy")
    check.add_argument("scenario", metavar="NAME", help="name or folder of the scenario")
    check.set_defaults(carry_out=check_one)
    graph = verbs.add_parser("graph", help="draw the acts and the ways between them")
    graph.add_argument("scenario", metavar="NAME", help="name or folder of the scenario")
    graph.add_argument("--format", choices=["svg", "mermaid"], default="svg", help="%(default)s if left out")
    graph.add_argument("-o", dest="output", type=Path, metavar="FILE", help="where to (standard output)")
    graph.set_defaults(carry_out=draw)
    new = verbs.add_parser("new", help="make the folder NAME with a small working scenario, to begin from")
    new.add_argument("folder", type=Path, metavar="NAME", help="a folder that does not exist yet")
    new.set_defaults(carry_out=begin)


def list_all(options: argparse.Namespace) -> int:
    """Carry ``scenario list`` out."""
    from voiceapp.scenarios import built_in, load

    scenarios = [load(name) for name in built_in()]
    if options.json:
        print(
            json.dumps(
                [{"name": s.name, "title": s.title, "about": s.about, "language": s.language} for s in scenarios],
                ensure_ascii=False,
            )
        )
        return 0
    for scenario in scenarios:
        print(f"{scenario.name:<14} {scenario.title}. {scenario.about}")
    return 0


def check_one(options: argparse.Namespace) -> int:
    """Carry ``scenario check`` out."""
    from voiceapp.dialogue.scenario_doubts import longest_call
    from voiceapp.scenarios import doubts_of

    scenario, found = doubts_of(options.scenario)
    for doubt in found:
        print(doubt)
    lines = sum(len(pool) for member in scenario.cast.values() for pool in member.lines.values())
    print(f"{scenario.title}: {len(scenario.acts)} acts, {len(scenario.cast)} voices, {lines} lines.")
    print(f"The longest call takes about {longest_call(scenario) / 60:.0f} minutes.")
    print("Nothing is wrong." if not found else f"It can be played; {len(found)} things could be better.")
    return 0


def draw(options: argparse.Namespace) -> int:
    """Carry ``scenario graph`` out."""
    from voiceapp.scenario_graph import mermaid, svg
    from voiceapp.scenarios import load

    scenario = load(options.scenario)
    drawing = svg(scenario) if options.format == "svg" else mermaid(scenario)
    if options.output is None:
        print(drawing, end="")
        return 0
    try:
        options.output.write_text(drawing, encoding="utf-8")
    except OSError as fault:
        raise BadInput(f"{options.output} cannot be written: {fault.strerror}; give another file with -o") from None
    print(f"{scenario.title} is drawn in {options.output}")
    return 0


def begin(options: argparse.Namespace) -> int:
    """Carry ``scenario new`` out."""
    from voiceapp import assets

    template = assets.path("scenario_template")
    if not template.is_dir():
        raise Missing(f"{template} is missing: reinstall voiceapp")
    try:
        shutil.copytree(template, options.folder)
    except FileExistsError:
        raise BadInput(f"{options.folder} exists and is left alone; give another name") from None
    except OSError as fault:
        raise BadInput(f"{options.folder} cannot be made: {fault.strerror or fault}; give another name") from None
    print(f"{options.folder} holds a small scenario. Now:")
    print(f"  voiceapp rehearse --scenario {options.folder}    plays it, typed")
    print(f"  voiceapp scenario check {options.folder}         says what is wrong with it")
    return 0
