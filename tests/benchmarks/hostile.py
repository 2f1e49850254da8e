"""Throws generated rubbish at everything that reads what others have made, and says what broke.

    python tests/benchmarks/hostile.py --cases 120000

Each surface of ``tests/hostile/surfaces.py`` takes something sound (a journal, a scenario, an archive, a sentence),
spoils it at random, and reads it as voiceapp does. A case is *used* or *refused* (``BadInput``, ``UsageFault`` or
``Missing``, with one sentence to show); everything else is a finding, told with the number by which ``--only SURFACE
--case N`` makes it again. A case has ``PATIENCE`` seconds; the slowest of each surface and the memory of the process
are told.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hostile"))

from surfaces import SURFACES, tried  # type: ignore[import-not-found]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cases", type=int, default=120_000)
    options.add_argument("--only", choices=SURFACES)
    options.add_argument("--case", type=int, help="make one case again and show where it breaks")
    chosen = options.parse_args()
    found = whole = 0
    with tempfile.TemporaryDirectory() as scratch:
        for surface, (_, share) in SURFACES.items():
            if chosen.only not in (None, surface):
                continue
            n = round(chosen.cases * (1.0 if chosen.only else share))
            cases = range(n) if chosen.case is None else range(chosen.case, chosen.case + 1)
            begun = time.process_time()
            tally = tried(surface, cases, Path(scratch))
            used = time.process_time() - begun
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            whole += len(cases)
            print(
                f"{surface:12} {len(cases):7} cases, {tally.used:6} used, {tally.refused:6} refused, "
                f"{len(tally.findings):3} findings; slowest {tally.slowest[0]:.2f} s (case {tally.slowest[1]}); "
                f"{used:.0f} s, at most {memory} MB so far",
                flush=True,
            )
            shown = set()
            for case, fault in tally.findings:
                place = traceback.extract_tb(fault.__traceback__)[-1]
                if (place.filename, place.lineno) not in shown:
                    shown.add((place.filename, place.lineno))
                    print(
                        f"  case {case}: {fault!r:.200} at {Path(place.filename).name}, line {place.lineno}", flush=True
                    )
                    if chosen.case is not None:
                        traceback.print_exception(fault)
            found += len(tally.findings)
    print(f"{whole} cases, {found} findings")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
