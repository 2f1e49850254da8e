"""Calls from an Asterisk exchange over AudioSocket.

Each packet is a kind (one byte), a length (two bytes, network order) and so much payload; sound is 16-bit
little-endian mono at 8 kHz in packets of 20 ms. The first packet of a call is its UUID. (The protocol is described
with Asterisk's application AudioSocket and its module res_audiosocket.)
"""

from __future__ import annotations

import asyncio
import struct
import uuid
from contextlib import suppress
from enum import IntEnum

import numpy as np

from voiceapp.audio.frames import FRAME_SECONDS, Samples
from voiceapp.audio.tones import PLANS, busy
from voiceapp.dialogue.events import KEYS
from voiceapp.serve.access import allowed
from voiceapp.serve.conversation import Conversation
from voiceapp.serve.desk import Desk
from voiceapp.serve.wish import Wish

RATE = 8000
FIRST_PACKET = 5.0
"""Seconds within which a call has to say its UUID."""

IDLE = 30.0
"""Seconds without a packet: an exchange sends sound all the time, silence too."""

LARGEST_PACKET = 4096
"""Bytes of payload; a quarter of a second. An exchange sends 320."""

MOST_CONNECTIONS = 100
MOST_UNSENT = 64_000
"""Bytes that may wait in the socket: four seconds."""


class Kind(IntEnum):
    """What a packet is."""

    HANG_UP = 0x00
    UUID = 0x01
    DTMF = 0x03
    SOUND = 0x10
    ERROR = 0xFF


class Unusable(ValueError):
    """What came is not this protocol."""


def packet(kind: Kind, payload: bytes = b"") -> bytes:
    """A packet as it goes over the wire."""
    return struct.pack("!BH", kind, len(payload)) + payload


async def read_packet(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Kind and payload of the next packet. Raises ``Unusable`` and ``IncompleteReadError``."""
    kind, length = struct.unpack("!BH", await reader.readexactly(3))
    if length > LARGEST_PACKET:
        raise Unusable(f"a packet of {length} bytes")
    return kind, await reader.readexactly(length)


class Calls:
    """Answers AudioSocket connections with calls of a desk. With a ``token`` that is the UUID an exchange presents."""

    def __init__(self, desk: Desk, token: uuid.UUID | None) -> None:
        self._desk = desk
        self._token = token
        self._connections = 0

    async def listen(self, host: str, port: int) -> asyncio.Server:
        """Begin to listen. Raises ``OSError`` when the address cannot be had."""
        return await asyncio.start_server(self._answer, host, port, limit=LARGEST_PACKET * 4)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        try:
            if self._connections <= MOST_CONNECTIONS:
                await self._take(reader, writer)
        except (OSError, EOFError, TimeoutError, Unusable):
            pass  # hung up, cut off, silent, or no exchange: in each case there is nobody to tell
        finally:
            self._connections -= 1
            writer.close()
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(5):
                    await writer.wait_closed()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(FIRST_PACKET):
            kind, payload = await read_packet(reader)
        if kind != Kind.UUID or len(payload) != 16:
            raise Unusable("no UUID")
        call_id = uuid.UUID(bytes=payload)
        if not allowed(str(self._token) if self._token else None, str(call_id)):
            writer.write(packet(Kind.HANG_UP))
            return
        if self._desk.busy:
            await _busy_tone(writer)
            return
        host, port = writer.get_extra_info("peername")[:2]
        conversation = Conversation(Wish(rate=RATE), f"audiosocket {host}:{port} {call_id}")
        async with self._desk.call(conversation, _listen(reader, conversation)):
            await _speak(writer, conversation)
            writer.write(packet(Kind.HANG_UP))


async def _speak(writer: asyncio.StreamWriter, conversation: Conversation) -> None:
    while (item := await conversation.next()) is not None:
        if isinstance(item, dict):
            continue  # an exchange understands sound only
        if writer.transport.get_write_buffer_size() > MOST_UNSENT:
            conversation.too_slow = True
            writer.transport.abort()
            return
        writer.write(_sound(item))


async def _listen(reader: asyncio.StreamReader, conversation: Conversation) -> None:
    try:
        while True:
            async with asyncio.timeout(IDLE):
                kind, payload = await read_packet(reader)
            match kind:
                case Kind.SOUND:
                    if len(payload) % 2:
                        raise Unusable("half a sample")
                    await conversation.room()
                    conversation.card.feed(np.frombuffer(payload, "<i2").astype(np.int16))
                case Kind.DTMF if (key := payload.decode("ascii", "replace")) and len(key) == 1 and key in KEYS:
                    conversation.handset.press(key, source="audio")
                case Kind.HANG_UP | Kind.ERROR:
                    return
                case Kind.UUID | Kind.DTMF:
                    pass
                case _:
                    raise Unusable(f"a packet of kind {kind}")
    except (OSError, EOFError, TimeoutError, Unusable):
        pass
    finally:
        conversation.handset.leave()


async def _busy_tone(writer: asyncio.StreamWriter) -> None:
    tone = busy(PLANS["europe"])[::2]  # 425 Hz: halving the rate folds nothing back
    size = round(RATE * FRAME_SECONDS)
    for start in range(0, len(tone) // size * size, size):
        writer.write(_sound(tone[start : start + size]))
        await writer.drain()
        await asyncio.sleep(FRAME_SECONDS)
    writer.write(packet(Kind.HANG_UP))


def _sound(samples: Samples) -> bytes:
    return packet(Kind.SOUND, samples.astype("<i2").tobytes())
