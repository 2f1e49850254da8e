"""How long the painters take, in processor time, on an image: the least and the median of many frames.

QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benchmarks/pictures.py
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from voiceapp.call_view import Person, Phase, Place, Station
from voiceapp.dialogue.case_file import CaseFile, Entry
from voiceapp.pictures import case_file, dead_line, hold_show, journey, number, patience, queue
from voiceapp.pictures.brand import Style
from voiceapp.pictures.character import Portrait

FRAMES = 200


def measure(name: str, width: int, height: int, paint: Callable[[QPainter, QRectF, float], None]) -> None:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    spent: list[float] = []
    for n in range(FRAMES + 5):
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start = time.process_time()
        paint(painter, QRectF(0, 0, width, height), n / 25)
        painter.end()
        if n >= 5:  # the first make the layers that are kept
            spent.append(time.process_time() - start)
    least, median = min(spent) * 1000, statistics.median(spent) * 1000
    print(f"{name:<24} {width}x{height:<6} least {least:5.2f} ms   median {median:5.2f} ms")


def main() -> None:
    application = QGuiApplication([])
    style = Style()
    for key, role in (
        ("gunther", "agent"),
        ("anselm", "agent"),
        ("lieve", "ivr"),
        ("queue", "queue"),
        ("survey", "survey"),
    ):
        for width, height in ((300, 360), (600, 720)):
            portrait = Portrait()
            measure(
                f"portrait: {key}",
                width,
                height,
                lambda p, r, t, key=key, role=role, portrait=portrait: portrait.paint(
                    p, r, key, role=role, t=t, level=(t * 3) % 1, writing=(t * 2) % 1, container=0.5
                ),
            )
    case = CaseFile()
    for n in range(24):
        field = ("object", "place", "problem", "name", "number of sails", "wish")[n % 6]
        case.write(Entry(field=field, said="container", recorded=f"trailer {n}", by="gunther", t=float(n)))
    stations = [
        Station(phase=Phase.AGENT if n % 3 else Phase.HOLD, by=Person(key="dirk", name="Dirk"), arrived=n, left=n + 1.0)
        for n in range(12)
    ]
    measure("customer screen", 460, 420, lambda p, r, t: case_file.paint_case_file(p, r, style, case, 20 + t))
    measure("journey", 700, 220, lambda p, r, t: journey.paint_journey(p, r, style, stations, t))
    measure(
        "queue", 260, 124, lambda p, r, t: queue.paint_queue(p, r, style, Place(position=4, before=3, minutes=8), t)
    )
    measure("patience", 220, 112, lambda p, r, t: patience.paint_patience(p, r, style, 1 - t / 20))
    measure("number", 240, 158, lambda p, r, t: number.paint_number(p, r, style, "0800 2 0 1 0", state="Ringing"))
    measure("hold show", 400, 240, lambda p, r, t: hold_show.paint_hold_show(p, r, style, t))
    measure("dead line", 400, 200, lambda p, r, t: dead_line.paint_dead_line(p, r, style, t))
    del application


if __name__ == "__main__":
    main()
