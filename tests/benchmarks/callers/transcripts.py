"""Write a transcript of a whole call with each of eight callers: ``python transcripts.py [SCENARIO] [-o FOLDER]``.

Deterministic: the same scenario, engines and version give the same files, byte for byte.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from conversation import hold
from personas import persona

from voiceapp.aftercall.transcript import transcript
from voiceapp.languages import load_comprehension
from voiceapp.scenarios import load

CALLERS = ("polite", "angry", "silent", "human", "lawyer", "child", "chatterbox", "cooperative")
SEED = 23
FOLDER = Path(__file__).parents[2] / "data" / "transcripts"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", nargs="?", default="container")
    parser.add_argument("-o", dest="folder", type=Path, default=FOLDER, help="%(default)s if left out")
    options = parser.parse_args()
    scenario = load(options.scenario)
    options.folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(CALLERS):
        seed = SEED + number  # so that no two callers hear the same call
        held = hold(scenario, load_comprehension(scenario), persona(name, seed), seed=seed)
        text = transcript(held.lines, scenario.names)
        (options.folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(text.splitlines())} lines")


if __name__ == "__main__":
    main()
