"""Makes call.svg, the README's picture: part of the demo call as the terminal shows it.

    make setup && .venv/bin/python assets/pictures/make.py

The call is held for real; the picture shows the stretch between two times of it.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from voiceapp.aftercall.transcript import Transcriber, journal_lines
from voiceapp.scenarios import load

STYLES = {"caller.said": "bold cyan", "agent.started": "white", "case.changed": "yellow"}

FROM, TO = 40.0, 150.0  # seconds of the call
WIDTH = 110  # characters


def main() -> None:
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "call"
        subprocess.run([sys.executable, "-m", "voiceapp", "demo", "-q", "-o", str(folder)], check=True)
        transcriber = Transcriber(load("container").names)
        for line in journal_lines(folder / "journal.jsonl"):
            text = transcriber.text(line)
            if text and FROM <= line["t"] < TO:
                style = STYLES.get(line["kind"], "bright_black")
                wrapped = textwrap.fill(text, WIDTH, subsequent_indent=" " * 8)
                console.print(Text(wrapped, style=style))
    # A picture of our own type: the template would ask the network for a font.
    template = re.sub(r"@font-face\s*\{\{.*?\}\}|<!--.*?-->", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    target = Path(__file__).with_name("call.svg")
    target.write_text(console.export_svg(title="voiceapp demo", code_format=template), encoding="utf-8")


if __name__ == "__main__":
    main()
