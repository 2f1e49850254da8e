"""Calls over WebSocket: PCM in binary messages both ways, and JSON in text messages beside it.

The caller sends 16-bit little-endian mono at 16 kHz, or at ``?rate=``; it gets the same in frames of 20 ms.
"""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

import numpy as np
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from voiceapp.audio.frames import FRAME_SECONDS, SAMPLE_RATE, Samples
from voiceapp.audio.tones import PLANS, busy
from voiceapp.dialogue.events import KEYS
from voiceapp.errors import VoiceappError
from voiceapp.serve.access import allowed
from voiceapp.serve.conversation import Conversation
from voiceapp.serve.desk import Desk
from voiceapp.serve.wish import wish

LARGEST_MESSAGE = 1_000_000
"""Bytes: half a minute at 16 kHz. A larger one ends the connection with code 1009."""

IDLE = 120.0
"""Seconds without a message after which a caller is taken to have gone."""

KEEPALIVE = 20.0
"""Seconds between pings, and for the answer to one: who is half gone is noticed."""

MOST_CONNECTIONS = 100
"""Connections at a time, those that hear the busy tone among them."""

BUSY_SECONDS = 3.0

_TRY_AGAIN_LATER = 1013  # IANA's registry of close codes
_INVALID_DATA = 1007
_TEXT_LIMIT = 4096


class Calls:
    """Answers WebSocket connections with calls of a desk."""

    def __init__(self, desk: Desk, token: str | None) -> None:
        self._desk = desk
        self._token = token
        self._connections = 0

    async def listen(self, host: str, port: int) -> Server:
        """Begin to listen. Raises ``OSError`` when the address cannot be had."""
        return await serve(
            self._answer,
            host,
            port,
            process_request=self._screen,
            max_size=LARGEST_MESSAGE,
            max_queue=4,
            compression=None,  # PCM does not get smaller, and a bomb cannot be sent
            ping_interval=KEEPALIVE,
            ping_timeout=KEEPALIVE,
            open_timeout=10,
            close_timeout=5,
            server_header=None,
        )

    def _screen(self, connection: ServerConnection, request: Request) -> Response | None:
        """Refuse, as HTTP does, what cannot become a call."""
        try:
            address = urlsplit(request.path)
        except ValueError:  # as of //[
            return connection.respond(HTTPStatus.BAD_REQUEST, "that is no address\n")
        query = parse_qs(address.query)
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        presented = query.get("token", [bearer])[0]
        if not allowed(self._token, presented):
            return connection.respond(HTTPStatus.UNAUTHORIZED, "present the token: ?token= or a Bearer token\n")
        if self._connections >= MOST_CONNECTIONS:
            return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, "too many connections; try again later\n")
        try:
            self._desk.check(wish(address.query, self._desk.own))
        except VoiceappError as fault:
            return connection.respond(HTTPStatus.BAD_REQUEST, f"{fault}\n")
        return None

    async def _answer(self, connection: ServerConnection) -> None:
        assert connection.request
        self._connections += 1
        try:
            if self._desk.busy:
                await self._refuse(connection)
            else:
                await self._converse(connection)
        except ConnectionClosed:
            pass
        finally:
            self._connections -= 1

    async def _refuse(self, connection: ServerConnection) -> None:
        await connection.send(json.dumps({"type": "busy"}))
        tone = busy(PLANS["europe"])
        frames = round(BUSY_SECONDS / FRAME_SECONDS)
        samples = np.resize(tone, frames * round(SAMPLE_RATE * FRAME_SECONDS))
        for frame in np.split(samples, frames):
            await connection.send(_pcm(frame))
            await asyncio.sleep(FRAME_SECONDS)
        await connection.close(_TRY_AGAIN_LATER, "all lines are busy")

    async def _converse(self, connection: ServerConnection) -> None:
        assert connection.request
        asked = wish(urlsplit(connection.request.path).query, self._desk.own)
        peer = "{}:{}".format(*connection.remote_address[:2])
        conversation = Conversation(asked, f"websocket {peer}")
        async with self._desk.call(conversation, _listen(connection, conversation)):
            await _speak(connection, conversation)
            if conversation.too_slow:
                connection.transport.abort()
            else:
                await connection.close(1000, "the call is over")


async def _speak(connection: ServerConnection, conversation: Conversation) -> None:
    while (item := await conversation.next()) is not None:
        await connection.send(json.dumps(item, ensure_ascii=False) if isinstance(item, dict) else _pcm(item))


async def _listen(connection: ServerConnection, conversation: Conversation) -> None:
    try:
        while True:
            async with asyncio.timeout(IDLE):
                message = await connection.recv()
            if isinstance(message, str):
                _obey(message, conversation)
                continue
            if len(message) % 2:
                await connection.close(_INVALID_DATA, "sound comes in whole samples of two bytes")
                break
            await conversation.room()
            conversation.card.feed(np.frombuffer(message, "<i2").astype(np.int16))
    except TimeoutError:
        await connection.close(1000, f"nothing was heard for {IDLE:.0f} seconds")
    except ConnectionClosed:
        pass
    finally:
        conversation.handset.leave()


def _obey(text: str, conversation: Conversation) -> None:
    """Do what a message asks for. What is not known is ignored, so that newer callers can speak to older servers."""
    try:
        message = json.loads(text) if len(text) <= _TEXT_LIMIT else None
    except (ValueError, RecursionError):
        return
    if not isinstance(message, dict):
        return
    match message.get("type"):
        case "dtmf" if isinstance(key := message.get("key"), str) and len(key) == 1 and key in KEYS:
            conversation.handset.press(key, source="audio")
        case "hangup":
            conversation.handset.leave()
        case "ring_back":
            conversation.handset.ring_back()
        case "answer":
            conversation.handset.answer()


def _pcm(samples: Samples) -> bytes:
    return samples.astype("<i2").tobytes()
