"""What a film costs: processor and wall-clock seconds for each second of it, wide and upright, and where they go.

.venv/bin/python tests/benchmarks/video.py DIR        (the folder of a call, such as voiceapp demo leaves)
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from voiceapp.aftercall import video
from voiceapp.aftercall.video_file import VideoFile
from voiceapp.call_folder import CallFolder
from voiceapp.pictures.scene import Scene


class Spent:
    """Adds up the processor time of this process in some methods; the encoder's threads work on in between."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def watch(self, owner: type, method: str, name: str) -> None:
        real = getattr(owner, method)

        def timed(*arguments: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return real(*arguments, **named)
            finally:
                self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began

        setattr(owner, method, timed)


def main(folder: Path, seconds: float) -> None:
    spent = Spent()
    for owner, method, name in (
        (Scene, "_paint", "painting"),
        (VideoFile, "add_frame", "conversion and encoding"),
        (VideoFile, "add_sound", "sound"),
    ):
        spent.watch(owner, method, name)
    print("size        film s  MB/min   processor s/s   wall s/s   of which")
    for size in (video.LANDSCAPE, video.PORTRAIT):
        spent.seconds.clear()
        with tempfile.TemporaryDirectory() as place:
            film: list[float] = []
            wall, processor = time.perf_counter(), time.process_time()
            path = video.write_video(
                CallFolder(folder),
                size=size,
                span=(0.0, seconds) if seconds else (None, None),
                output=Path(place) / "film.mp4",
                progress=lambda done, whole, film=film: film.append(whole),
            )
            wall, processor = time.perf_counter() - wall, time.process_time() - processor
            megabytes = path.stat().st_size / 1e6 if path else 0.0
        whole = film[-1]
        parts = "  ".join(f"{name} {value / whole:.3f}" for name, value in spent.seconds.items())
        print(
            f"{size[0]}x{size[1]:<6} {whole:6.1f} {megabytes / whole * 60:7.1f} "
            f"{processor / whole:14.3f} {wall / whole:10.3f}    {parts}",
            flush=True,
        )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 0.0)
