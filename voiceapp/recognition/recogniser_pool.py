"""Recognisers for any number of ears: an ear has one only while its caller speaks.

What costs memory is a recogniser that has decoded (80 MB after a minute of speech), not an ear. The results are the
same whichever recogniser decodes a turn, and whatever it decoded before.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from voiceapp.audio.frames import SAMPLE_RATE, Samples
from voiceapp.dialogue.utterance import Utterance
from voiceapp.recognition.recogniser import Recogniser

_log = logging.getLogger(__name__)

WORN_AFTER = 150.0
"""Seconds decoded after which a recogniser is renewed: it has then grown by about 100 MB, and a renewed one takes 1.2 s
of processor time more for what it then hears."""


class RecogniserPool:
    """Makes recognisers as they are needed with ``make`` and keeps them. Every method may be called from any thread.

    With ``in_background`` a worn one goes on until another has been made in its place on a thread of its own, so that
    nobody waits; for a moment both are in memory.
    """

    def __init__(self, make: Callable[[], Recogniser], *, in_background: bool = False) -> None:
        self._make = make
        self._in_background = in_background
        self._free: list[_Decoder] = []  # the last one given back is the warmest: it is taken first
        self._changing = threading.Lock()

    def recogniser(self) -> Recogniser:
        """For one ear: as good as one of its own."""
        return _Borrowing(self)

    def prepare(self, n: int) -> None:
        """Have ``n`` recognisers ready. Raises what ``make`` raises."""
        while len(self._free) < n:
            self._put(_Decoder(self._make()))

    def take(self) -> _Decoder:
        """A recogniser that nobody uses."""
        with self._changing:
            if self._free:
                return self._free.pop()
        return _Decoder(self._make())

    def give_back(self, decoder: _Decoder) -> None:
        """Take it back, in the middle of no turn."""
        if decoder.decoded >= WORN_AFTER:
            if not self._in_background:
                decoder.renew()
            elif not decoder.worn:
                decoder.worn = True
                threading.Thread(target=self._replace, args=(decoder,), name="voiceapp-recogniser", daemon=True).start()
        with self._changing:
            if not decoder.replaced:
                self._free.append(decoder)

    def _replace(self, decoder: _Decoder) -> None:
        try:
            another = _Decoder(self._make())
        except Exception:  # the model may have gone meanwhile; a worn recogniser hears as well as before
            _log.debug("no other recogniser could be made", exc_info=True)
            return
        with self._changing:
            decoder.replaced = True
            if decoder in self._free:
                self._free.remove(decoder)
            self._free.append(another)

    def _put(self, decoder: _Decoder) -> None:
        with self._changing:
            self._free.append(decoder)


class _Decoder:
    """A recogniser that counts what it has decoded since it was new, in seconds."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.recogniser = recogniser
        self.decoded = 0.0
        self.worn = False
        self.replaced = False

    def accept(self, samples: Samples) -> None:
        self.recogniser.accept(samples)
        self.decoded += len(samples) / SAMPLE_RATE

    def renew(self) -> None:
        self.recogniser.renew()
        self.decoded = 0.0


class _Borrowing:
    """See ``Recogniser``. Borrows with the first sample of a turn and gives back with its end."""

    def __init__(self, pool: RecogniserPool) -> None:
        self._pool = pool
        self._borrowed: _Decoder | None = None

    def accept(self, samples: Samples) -> None:
        if self._borrowed is None:
            self._borrowed = self._pool.take()
        self._borrowed.accept(samples)

    def partial(self) -> str:
        return self._borrowed.recogniser.partial() if self._borrowed else ""

    def finish(self) -> Utterance:
        if self._borrowed is None:
            return Utterance(text="")
        utterance = self._borrowed.recogniser.finish()
        borrowed, self._borrowed = self._borrowed, None
        self._pool.give_back(borrowed)
        return utterance

    def renew(self) -> None:
        if self._borrowed is None:
            return
        borrowed, self._borrowed = self._borrowed, None
        borrowed.renew()
        self._pool.give_back(borrowed)
