"""Many channels into one, at the level a listener would expect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Signal: TypeAlias = npt.NDArray[np.float32]
"""Samples in -1..1: shape (channels, n), or (n,) when mono."""

_BLOCKS_A_SECOND = 50
_MEMORY = 0.8  # of the smoothed power from one block to the next: a time constant of 90 ms
_CANCELS = 0.25  # sum with less than this share of the loudest channel's power: the channels are out of phase
_SILENCE = 1e-12  # mean square, -120 dB


class Downmix:
    """Adds the channels up and scales the sum to the level of the loudest of them, block by block.

    So a voice on one channel of a stereo file keeps its level (averaging would take 6 dB), the same voice on
    both comes out unchanged (adding would clip), and two speakers on two channels are both heard as they are.
    Channels that cancel each other (one cable reversed) give the loudest alone. The gain glides between
    blocks and never takes a sum of channels beyond full scale. The result does not depend on how the input is cut.
    """

    def __init__(self, *, rate: int, channels: int, leave_out: Sequence[int] = ()) -> None:
        """``leave_out``: channels without speech, such as a subwoofer's; at least one must remain."""
        self._keep = np.array([number for number in range(channels) if number not in leave_out])
        self._block = max(1, rate // _BLOCKS_A_SECOND)
        self._waiting: Signal = np.zeros((len(self._keep), 0), np.float32)
        self._power: npt.NDArray[np.float64] | None = None  # of each channel, then of their sum, smoothed
        self._held: Signal | None = None  # the block before, until its neighbour's weights are known
        self._weights = np.ones(len(self._keep))
        self._edge: npt.NDArray[np.float64] | None = None  # weights at the start of the held block

    def feed(self, signal: Signal) -> Signal:
        """Take (channels, n); give what is ready, (m,). Lags by up to 40 ms."""
        if len(self._keep) == 1:
            alone: Signal = signal[self._keep[0]]
            return alone
        self._waiting = np.concatenate((self._waiting, signal[self._keep]), axis=1)
        whole = self._waiting.shape[1] // self._block
        ready = [self._next(self._waiting[:, i * self._block : (i + 1) * self._block]) for i in range(whole)]
        self._waiting = self._waiting[:, whole * self._block :]
        return np.concatenate(ready) if ready else np.zeros(0, np.float32)

    def flush(self) -> Signal:
        """The rest, after the last ``feed``."""
        ready = [self._next(self._waiting)] if self._waiting.shape[1] else []
        if self._held is not None:
            ready.append(self._mixed(self._held, self._weights))
            self._held = None
        return np.concatenate(ready) if ready else np.zeros(0, np.float32)

    def _next(self, block: Signal) -> Signal:
        """Take the next block, give the one before it."""
        weights = self._weights_for(block)
        if self._held is None:
            self._edge = weights
            mixed = np.zeros(0, np.float32)
        else:
            mixed = self._mixed(self._held, np.minimum(self._weights, weights))
        self._held, self._weights = block, weights
        return mixed

    def _weights_for(self, block: Signal) -> npt.NDArray[np.float64]:
        total = block.sum(axis=0)
        both = np.vstack((block, total))
        power: npt.NDArray[np.float64] = np.mean(both * both, axis=1, dtype=np.float64)
        if self._power is not None:
            power = _MEMORY * self._power + (1 - _MEMORY) * power
        self._power = power
        channels, together = power[:-1], power[-1]
        loudest = channels.max()
        if loudest < _SILENCE:
            return self._weights
        if together < _CANCELS * loudest:
            alone = np.zeros(len(channels))
            alone[channels.argmax()] = 1.0
            return alone
        gain = min(1.0, float(np.sqrt(loudest / together)), 1.0 / max(1.0, float(np.abs(total).max())))
        return np.full(len(channels), gain)

    def _mixed(self, block: Signal, edge: npt.NDArray[np.float64]) -> Signal:
        """The block, its weights gliding from the edge before to ``edge``."""
        before = edge if self._edge is None else self._edge
        self._edge = edge
        glide = np.arange(1, block.shape[1] + 1) / block.shape[1]
        weights = before[:, None] + (edge - before)[:, None] * glide
        mixed: Signal = (block * weights).sum(axis=0).astype(np.float32)
        return mixed
