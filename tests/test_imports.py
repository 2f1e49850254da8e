"""The arrows between the parts: window, cli, live, headless -> line -> audio, recognition, synthesis -> dialogue."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import voiceapp

PACKAGE = Path(voiceapp.__file__).parent
MODULES = {
    ".".join(("voiceapp", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): file
    for file in sorted(PACKAGE.rglob("*.py"))
}

EVERYBODYS = {"voiceapp", "voiceapp.errors", "voiceapp.assets", "voiceapp.places"}
"""Faults, and where the files are: below all layers. ``dialogue`` uses neither."""

ALLOWED = {
    "dialogue": {"dialogue"},
    "audio": {"audio", "dialogue"},
    "recognition": {"recognition", "audio", "dialogue"},
    "synthesis": {"synthesis", "audio", "dialogue"},
}

PURE = set(
    "__future__ abc array ast base64 bisect collections copy dataclasses datetime decimal difflib enum"
    " fractions functools hashlib heapq itertools json math operator random re string struct textwrap types typing"
    " unicodedata zlib".split()
)
"""What the core may have of the standard library: nothing that reads, writes, waits, or runs beside it."""

PURE_LIBRARIES = {"numpy", "msgspec", "jinja2"}


def imports(file: Path) -> Iterator[tuple[str, str, bool]]:
    """Module and name of each import, and whether it is only made when a function runs or types are checked."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    late = set()
    for node in ast.walk(tree):
        checked = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if checked or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            late |= set(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", node in late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            yield from ((node.module or "", alias.name, node in late) for alias in node.names)


def ours(module: str, name: str) -> str:
    """The module of voiceapp that an import names, or an empty string."""
    whole = f"{module}.{name}"
    return whole if whole in MODULES else module if module.partition(".")[0] == "voiceapp" else ""


def part(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


@pytest.mark.parametrize("layer", ALLOWED)
def test_arrows_point_inwards(layer):
    of_layer = {name: file for name, file in MODULES.items() if part(name) == layer}
    assert of_layer
    for module, file in of_layer.items():
        for source, name, _ in imports(file):
            used = ours(source, name)
            if used and not (used in EVERYBODYS and layer != "dialogue"):
                assert part(used) in ALLOWED[layer], f"{module} imports {used}"


def test_the_core_does_no_input_or_output():
    for module, file in MODULES.items():
        if part(module) != "dialogue":
            continue
        for source, name, _ in imports(file):
            top = source.partition(".")[0]
            if top != "voiceapp":
                assert top in PURE | PURE_LIBRARIES, f"{module} imports {source}"
            if top == "random":
                assert name in {"Random"}, f"{module}: the module's own functions share one generator"
            if top == "datetime":
                assert name in {"timedelta"}, f"{module} imports {source}.{name}, which knows the time of day"


def test_the_core_calls_no_open_print_or_input():
    for module, file in MODULES.items():
        if part(module) == "dialogue":
            tree = ast.parse(file.read_text(encoding="utf-8"))
            called = {
                node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and hasattr(node.func, "id")
            }
            if module == "voiceapp.dialogue.call":
                called.discard("id")  # deepcopy wants it for what is shared between the copies
            assert not called & {"open", "print", "input", "exec", "eval", "hash", "id"}, module


def test_nothing_imports_the_window_but_its_command():
    for module, file in MODULES.items():
        if part(module) in {"window", "commands"}:
            continue
        for source, name, _ in imports(file):
            assert part(ours(source, name)) != "window", f"{module} imports {source}"
            if part(module) != "pictures":
                assert source.partition(".")[0] != "PySide6", f"{module} imports {source}"


def test_pictures_are_painted_without_widgets_and_only_for_who_asks():
    for module, file in MODULES.items():
        for source, name, late in imports(file):
            if part(module) == "pictures":
                assert source not in {"PySide6.QtWidgets"}, f"{module} imports {source}"
                assert part(ours(source, name)) in {"pictures", "dialogue"} or ours(source, name) in {
                    "",
                    "voiceapp.assets",
                    "voiceapp.call_view",
                    "voiceapp.errors",
                }
            elif part(ours(source, name)) == "pictures" and part(module) != "window":
                assert late, f"{module} imports {source} at once"


def test_what_a_machine_may_lack_is_imported_when_it_is_used():
    for module, file in MODULES.items():
        if part(module) in {"window", "pictures"}:
            continue
        for source, _, late in imports(file):
            if source.partition(".")[0] in {"sounddevice", "PySide6", "av"}:
                assert late, f"{module} imports {source} at once"


def test_commands_import_what_they_need_when_they_run():
    cheap = {"voiceapp", "voiceapp.errors", "voiceapp.commands"}
    for module, file in MODULES.items():
        if part(module) != "commands":
            continue
        for source, name, late in imports(file):
            used = ours(source, name)
            assert (
                late or used in cheap or part(used) == "commands" or source.partition(".")[0] in sys.stdlib_module_names
            )


def test_only_one_module_knows_where_the_assets_are():
    for module, file in MODULES.items():
        if module != "voiceapp.assets":
            assert "_assets" not in file.read_text(encoding="utf-8"), module
