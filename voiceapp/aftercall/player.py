"""The recording made small enough to lie inside a page, in a form that every browser plays."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from voiceapp.audio.frames import SAMPLE_RATE, Samples
from voiceapp.errors import BadInput

RATE = 8000
"""Samples a second: a telephone carries no more than 4 kHz anyway, and half the samples are coded in half the time."""

BIT_RATE = 24_000
"""Bits a second of a call of ordinary length."""

LARGEST = 2_700_000
"""Bytes of sound in a page: with what base64 adds to it a page stays under 4 MB. A longer call gets fewer bits."""

FEWEST_BITS = 12_000
"""Bits a second below which speech cannot be followed; very long calls make larger pages."""

MEDIA_TYPE = "audio/mp4"
_SECONDS_A_TIME = 10


def read_recording(path: Path) -> Samples | None:
    """Both sides of a call, shape (n, 2), or ``None`` when there is no recording or nothing in it.

    Reads a file that was not closed as far as it goes. Raises ``BadInput`` for what is no recording of a call.
    """
    if not path.is_file():
        return None
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise BadInput(f"{path} cannot be read: {(fault.strerror or str(fault)).lower()}") from None
    channels, rate = int.from_bytes(data[22:24], "little"), int.from_bytes(data[24:28], "little")
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE" or data[36:40] != b"data" or (channels, rate) != (2, SAMPLE_RATE):
        raise BadInput(f"{path} is no recording of a call (stereo, 16 bit, 16 kHz); move it out of the folder")
    whole = (len(data) - 44) // 4 * 4
    if whole <= 0:
        return None
    samples: Samples = np.frombuffer(data, dtype="<i2", offset=44, count=whole // 2).reshape(-1, 2)
    return samples


def compressed(recording: Samples) -> bytes:
    """Both sides of a call, shape (n, 2) at 16 kHz, mixed into one: AAC in MP4, as long as the call."""
    import av

    seconds = len(recording) / SAMPLE_RATE
    bits = int(min(BIT_RATE, max(FEWEST_BITS, LARGEST * 8 / seconds)))
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as page:
        stream = page.add_stream("aac", rate=RATE, options={"aac_coder": "fast"})
        stream.bit_rate, stream.layout = bits, "mono"
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
        step = _SECONDS_A_TIME * SAMPLE_RATE
        for start in range(0, len(recording), step):
            both = recording[start : start + step]
            mixed = np.clip(np.add(both[:, 0], both[:, 1], dtype=np.int32), -32768, 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(mixed[None], format="s16", layout="mono")
            frame.sample_rate = SAMPLE_RATE
            for part in resampler.resample(frame):
                page.mux(stream.encode(part))
        for part in resampler.resample(None):
            page.mux(stream.encode(part))
        page.mux(stream.encode(None))
    return file.getvalue()
