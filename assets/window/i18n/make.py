"""Brings the translations of the window up to date with its words, and compiles them.

    .venv/bin/python assets/window/i18n/make.py

New words appear in the ``.ts`` files as unfinished; write the translation there (any text editor, or Qt Linguist) and
run it again. It fails as long as something is unfinished; what the window loads are the ``.qm`` files.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).parent
WINDOW = HERE.parents[2] / "voiceapp" / "window"
LANGUAGES = ("fr", "nl")


def tool(name: str, *arguments: object) -> None:
    subprocess.run([Path(sys.executable).with_name(name), *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    unfinished = 0
    sources = sorted(WINDOW.rglob("*.py"))
    for language in LANGUAGES:
        file = HERE / f"voiceapp_{language}.ts"
        tool("pyside6-lupdate", "-no-obsolete", "-locations", "none", *sources, "-ts", file)
        for message in ElementTree.parse(file).iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished" or not translation.text:
                unfinished += 1
                print(f"{file.name}: {message.findtext('source')!r} has no translation")
        tool("pyside6-lrelease", "-silent", file, "-qm", file.with_suffix(".qm"))
    return 1 if unfinished else 0


if __name__ == "__main__":
    sys.exit(main())
