"""Calls over sockets: held by a program, by an exchange, and by those who should not have called."""

import asyncio
import contextlib
import json
import os
import random
import socket
import struct
import time
import uuid
from pathlib import Path

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from voiceapp.audio.files import read_audio
from voiceapp.client import Caller, CallFailed

SPEECH = Path(__file__).parent.parent / "data" / "speech"
pytestmark = pytest.mark.slow


def until(true, timeout=20.0):
    """Wait for something that happens in another process."""
    end = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def journal(event):
    return [json.loads(line) for line in (Path(event["folder"]) / "journal.jsonl").read_text("utf-8").splitlines()]


def test_a_bot_gets_past_the_menu(server):
    with server(audiosocket=False) as served:
        with Caller(served.address("ws"), seed=3, events=1) as caller:
            assert caller.wait_for_turn() == "Press one."
            caller.press("1")
            assert "Ann here" in caller.wait_for_turn()
            caller.play(SPEECH / "caller-02.flac")
            caller.wait_for_turn()
            said = [(said.role, said.text) for said in caller.transcript]
            assert ("user", "my container has been standing in the wrong place since tuesday") in said
            assert said[-1][0] == "agent"
            kinds = [event["kind"] for event in caller.events]
            assert kinds[0] == "call.started" and "case.changed" in kinds
            sound = caller.audio
        (ended,) = served.wait_for("ended")
        assert ended["reason"] == "caller hung up"
        assert len(sound) == pytest.approx(ended["duration"] * 16000, rel=0.1)
        assert np.abs(sound.astype(int)).max() > 3000
        (began,) = served.wait_for("began")
        lines = journal(began)
        assert lines[-1]["kind"] == "call.ended"
        assert {"kind": "key.pressed", "key": "1", "source": "audio"}.items() <= next(
            line for line in lines if line["kind"] == "key.pressed"
        ).items()
        assert (Path(began["folder"]) / "report.html").exists()


@pytest.mark.parametrize("rate", [8000, 44100])
def test_other_rates(server, rate):
    with server(audiosocket=False) as served, Caller(served.address("ws"), seed=3, rate=rate) as caller:
        caller.wait_for_turn()
        time.sleep(0.5)
        said = caller.audio
        assert len(said) % (rate // 50) == 0
        t = time.monotonic() - caller._begun
        assert len(said) / rate == pytest.approx(t, abs=1.0)


def pcm(name, rate):
    import soxr

    samples = np.concatenate(list(read_audio(SPEECH / f"{name}.flac")))
    return soxr.resample(samples, 16000, rate).astype("<i2").tobytes()


def packet(kind, payload=b""):
    return struct.pack("!BH", kind, len(payload)) + payload


async def exchange_call(port, call_id, script):
    """Hold a call as an exchange does. Returns the kinds of packets that came, and the sound."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(packet(0x01, call_id.bytes))
    kinds, sound = [], []

    async def listen():
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            while True:
                kind, length = struct.unpack("!BH", await reader.readexactly(3))
                kinds.append(kind)
                sound.append(await reader.readexactly(length))

    listening = asyncio.create_task(listen())
    await script(writer, lambda: len(sound) * 0.02)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(listening, 5)
    writer.close()
    return kinds, b"".join(sound)


def test_an_exchange_holds_a_call(server):
    async def script(writer, t):
        while t() < 3:
            writer.write(packet(0x10, bytes(320)))
            await asyncio.sleep(0.02)
        writer.write(packet(0x03, b"1"))
        words = pcm("caller-02", 8000)
        for start in range(0, len(words) // 320 * 320, 320):
            writer.write(packet(0x10, words[start : start + 320]))
            await asyncio.sleep(0.02)
        while t() < 14:
            writer.write(packet(0x10, bytes(320)))
            await asyncio.sleep(0.02)
        writer.write(packet(0x00))

    with server() as served:
        kinds, sound = asyncio.run(exchange_call(served.port("audiosocket"), uuid.uuid4(), script))
        (began,), (ended,) = served.wait_for("began"), served.wait_for("ended")
        assert began["peer"].startswith("audiosocket 127.0.0.1:")
        assert ended["reason"] == "caller hung up"
        assert set(kinds) <= {0x10, 0x00}
        assert np.abs(np.frombuffer(sound, "<i2").astype(int)).max() > 3000
        lines = journal(began)
        assert [line["key"] for line in lines if line["kind"] == "key.pressed"] == ["1"]
        heard = [line["text"] for line in lines if line["kind"] == "caller.said"]
        assert any("container" in text for text in heard), heard


def test_lines_are_limited_and_the_next_hears_the_busy_tone(server):
    with server("--max-calls", 1) as served:
        with Caller(served.address("ws")) as first:
            first.wait_for_turn()
            second = Caller(served.address("ws"))
            with pytest.raises(CallFailed, match="busy"):
                second.wait_for_turn()
            tone = second.audio
            assert len(tone) == 3 * 16000
            spectrum = np.abs(np.fft.rfft(tone[:8000].astype(float)))
            assert np.argmax(spectrum) * 2 == pytest.approx(425, abs=4)

            async def wait(writer, t):
                await asyncio.sleep(0)

            kinds, _ = asyncio.run(exchange_call(served.port("audiosocket"), uuid.uuid4(), wait))
            assert kinds[-1] == 0x00 and kinds.count(0x10) > 20
            assert not first.over, "the call that runs was left alone"
        served.wait_for("ended")
        with Caller(served.address("ws")) as third:
            third.wait_for_turn()


def test_a_token(server):
    token = str(uuid.uuid4())
    with server("--token", token) as served:
        address = served.address("ws")
        for wrong in ({}, {"token": "no"}):
            with pytest.raises(CallFailed, match="token"):
                Caller(address, **wrong)
        with Caller(address, token=token) as caller:
            caller.wait_for_turn()
        with connect(f"{address}/", additional_headers={"Authorization": f"Bearer {token}"}) as other:
            assert other.recv(timeout=10)

        async def listen(writer, t):
            await asyncio.sleep(0.3)

        kinds, _ = asyncio.run(exchange_call(served.port("audiosocket"), uuid.uuid4(), listen))
        assert kinds == [0x00]
        kinds, _ = asyncio.run(exchange_call(served.port("audiosocket"), uuid.UUID(token), listen))
        assert 0x10 in kinds


def test_an_interrupt_lets_calls_say_their_last_words(server):
    with server(audiosocket=False) as served, Caller(served.address("ws")) as caller:
        caller.wait_for_turn()
        code, err = served.stop()
        assert (code, err) == (0, "")
        caller.wait_for_end(10)
        assert caller.transcript[-1].text.startswith("Goodbye")
        (ended,) = served.wait_for("ended")
        assert ended["reason"] == "completed"


@pytest.mark.parametrize(
    "query", ["scenario=/etc/passwd", "rate=7", "from=nowhere", "language=xx", "language=fr", "seed=x"]
)
def test_a_query_that_cannot_be_had_is_refused_by_http(server, query):
    with server(audiosocket=False) as served:
        with pytest.raises(InvalidStatus) as refused:
            connect(f"{served.address('ws')}/?{query}")
        assert refused.value.response.status_code == 400


def closed_with(address, message):
    with connect(f"{address}/", max_size=None) as peer:
        try:
            peer.send(message)
            while True:
                peer.recv(timeout=10)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


def test_hostile_peers_harm_nobody(server):
    """Each is refused as the protocol says, and the call that runs all the while does not notice."""
    with server("--max-calls", 4) as served, Caller(served.address("ws"), scenario="anything", events=1) as victim:
        address = served.address("ws")
        victim.wait_for_turn()
        assert closed_with(address, b"x") == 1007
        assert closed_with(address, bytes(10_000_000)) == 1009
        rng = random.Random(1)
        for text in (
            "hello",
            "[" * 3000,
            "{}",
            '{"type": 7}',
            '{"type": "dtmf", "key": "55"}',
            '{"type": "dtmf"}',
            "\x00",
            "9" * 20000,
        ):
            with connect(f"{address}/") as peer:
                peer.send(text)
                peer.send(rng.randbytes(640))
                assert peer.recv(timeout=10)
        port = served.port("audiosocket")
        begun = packet(0x01, uuid.uuid4().bytes)
        nonsense = [b"", b"\x01", b"\x01\x00\x10", packet(0x10, bytes(320)), packet(0x01, b"short")]
        nonsense += [begun + b"\x10\xff\xff", begun + packet(0x77), begun + packet(0x10, b"abc")]
        nonsense += [rng.randbytes(4000), b"GET / HTTP/1.1\r\n\r\n"]
        for data in nonsense:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as peer:
                peer.sendall(data)
                peer.shutdown(socket.SHUT_WR)
                with contextlib.suppress(OSError):
                    while peer.recv(4096):
                        pass
        for data in (b"\x00\xff\x00", rng.randbytes(500), b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n"):
            with socket.create_connection(("127.0.0.1", served.port("ws")), timeout=10) as peer:
                peer.sendall(data)
        assert not victim.over
        before = len(victim.audio)
        until(lambda: len(victim.audio) > before + 16000, 5)
        victim.press("1")
        until(lambda: any(event["kind"] == "key.pressed" for event in victim.events))
        assert not [event for event in served.told if event["kind"] == "failed"]


def test_two_hundred_at_once_and_calls_cut_anywhere(server):
    with server("--max-calls", 2) as served:
        with Caller(served.address("ws"), scenario="anything") as victim:
            victim.wait_for_turn()
            port = served.port("ws")
            peers = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(200)]
            assert not victim.over
            for peer in peers:
                peer.close()
            key = "dGhlIHNhbXBsZSBub25jZQ=="
            whole = (
                (
                    f"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
                ).encode()
                + b"\x82\xfe\x02\x80"
                + os.urandom(644)
            )
            for cut in range(0, len(whole), 37):
                with socket.create_connection(("127.0.0.1", port), timeout=10) as peer:
                    peer.sendall(whole[:cut])
            before = len(victim.audio)
            until(lambda: len(victim.audio) > before + 16000, 5)
        until(
            lambda: (
                len([e for e in served.told if e["kind"] == "ended"])
                == len([e for e in served.told if e["kind"] == "began"])
            ),
            60,
        )
        code, err = served.stop()
        assert (code, err) == (0, "")


def test_a_peer_that_does_not_listen_is_dropped(server):
    with server(audiosocket=False) as served:
        with connect(f"{served.address('ws')}/?rate=48000", max_queue=1, ping_interval=None, close_timeout=1):
            (ended,) = served.wait_for("ended", timeout=60)
        assert ended.get("too_slow")


def test_sound_sent_ahead_waits_and_is_heard_whole(server):
    with server(audiosocket=False) as served, Caller(served.address("ws"), seed=3) as caller:
        caller.wait_for_turn()
        caller.press("1")
        caller.wait_for("Your name?")
        words = np.concatenate(list(read_audio(SPEECH / "caller-02.flac")))
        caller._send(words.astype("<i2").tobytes())
        until(lambda: any(said.role == "user" for said in caller.transcript))
        assert [s.text for s in caller.transcript if s.role == "user"] == [
            "my container has been standing in the wrong place since tuesday"
        ]


def test_nobody_takes_calls_here():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(CallFailed, match="nobody takes calls"):
        Caller(f"ws://127.0.0.1:{port}", timeout=2)


def test_a_port_that_is_taken(voiceapp, small_scenario, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = voiceapp(
            "serve", "--scenario", small_scenario, "--port", taken.getsockname()[1], "-o", tmp_path / "s"
        )
    assert outcome.code == 4
    assert "give another --port" in outcome.err
