"""Downloading from a server on the loopback that fails in every way we know."""

from __future__ import annotations

import hashlib
import http.server
import random
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from voiceapp.errors import Missing
from voiceapp.recognition import download as module
from voiceapp.recognition.download import DownloadCancelled, download

# Connections are cut at multiples of 8 KiB, in which the bytes are written.
DATA = random.Random(1).randbytes(300_000)
SHA256 = hashlib.sha256(DATA).hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves DATA by the behaviour of its server for each request in turn (the last one for all others)."""

    server: Server

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        self.server.ranges.append(asked)
        behaviours = self.server.behaviours
        behave = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        behave(self, int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0)

    def log_message(self, *_: object) -> None:
        pass

    def send(self, status: int, body: bytes, *, length: int | None = None, content_range: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if content_range:
            self.send_header("Content-Range", content_range)
        self.end_headers()
        self.wfile.write(body)


Behaviour = Callable[[Handler, int], None]


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours: list[Behaviour] = [whole]
        self.ranges: list[str | None] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/model.zip"

    def handle_error(self, *_: object) -> None:
        pass  # a client that hangs up is part of the tests


def span(start: int) -> str:
    return f"bytes {start}-{len(DATA) - 1}/{len(DATA)}"


def whole(request: Handler, start: int) -> None:
    """A good server."""
    request.send(206 if start else 200, DATA[start:], content_range=span(start) if start else None)


def no_ranges(request: Handler, start: int) -> None:
    request.send(200, DATA)


def cut(count: int) -> Behaviour:
    """Hangs up after ``count`` bytes."""

    def serve(request: Handler, start: int) -> None:
        body = DATA[start : start + count]
        rest = len(DATA) - start
        request.send(206 if start else 200, body, length=rest, content_range=span(start) if start else None)

    return serve


def status(code: int) -> Behaviour:
    return lambda request, start: request.send(code, b"no")


def body(data: bytes, code: int = 200, content_range: str | None = None) -> Behaviour:
    return lambda request, start: request.send(code, data, content_range=content_range)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(module, "BACK_OFF_SECONDS", 0.0)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "model.zip"


def get(server: Server, target: Path, **options: object) -> None:
    download([server.address], target, sha256=SHA256, size=len(DATA), **options)  # type: ignore[arg-type]


def left(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()}


def test_a_good_server(server: Server, target: Path) -> None:
    steps: list[tuple[int, int]] = []
    get(server, target, progress=lambda here, total: steps.append((here, total)))
    assert target.read_bytes() == DATA
    assert left(target) == {"model.zip"}
    assert steps == sorted(steps)
    assert steps[-1] == (len(DATA), len(DATA))


def test_a_cut_connection_is_taken_up_where_it_broke(server: Server, target: Path) -> None:
    server.behaviours = [cut(98_304), cut(49_152), whole]
    get(server, target)
    assert target.read_bytes() == DATA
    assert server.ranges == [None, "bytes=98304-", "bytes=147456-"]


def test_a_later_call_goes_on_from_what_an_earlier_one_left(server: Server, target: Path) -> None:
    server.behaviours = [cut(122_880), status(503)]
    with pytest.raises(Missing, match=r"122880 of 300000 bytes are kept.*voiceapp model --fetch.*--from FILE"):
        get(server, target)
    assert left(target) == {"model.zip.part"}
    server.behaviours = [whole]
    get(server, target)
    assert server.ranges[-1] == "bytes=122880-"
    assert target.read_bytes() == DATA


def test_a_server_that_ignores_ranges(server: Server, target: Path) -> None:
    server.behaviours = [cut(98_304), no_ranges]
    get(server, target)
    assert target.read_bytes() == DATA


def test_a_server_that_sends_another_range(server: Server, target: Path) -> None:
    server.behaviours = [cut(98_304), body(DATA[5:], 206, span(5)), whole]
    get(server, target)
    assert target.read_bytes() == DATA
    assert server.ranges[-1] is None


def test_a_range_that_cannot_be_had(server: Server, target: Path) -> None:
    server.behaviours = [cut(98_304), status(416), whole]
    get(server, target)
    assert target.read_bytes() == DATA
    assert server.ranges == [None, "bytes=98304-", None]


def test_a_busy_server_is_asked_again(server: Server, target: Path) -> None:
    server.behaviours = [status(503), status(429), whole]
    get(server, target)
    assert target.read_bytes() == DATA


def test_the_second_address_is_used_if_the_first_refuses(server: Server, target: Path) -> None:
    server.behaviours = [status(404), whole]
    download([server.address, server.address + "?2"], target, sha256=SHA256, size=len(DATA))
    assert target.read_bytes() == DATA


@pytest.mark.parametrize("code", [403, 404, 410])
def test_a_refusal_is_final(server: Server, target: Path, code: int) -> None:
    server.behaviours = [status(code)]
    with pytest.raises(Missing, match=rf"the server answered {code}"):
        get(server, target)
    assert len(server.ranges) == 1
    assert left(target) == set()


def test_no_server_at_all(target: Path, server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Missing, match=r"The download failed: .*Check the network"):
        download([f"http://127.0.0.1:{port}/"], target, sha256=SHA256, size=len(DATA))
    assert left(target) == set()


def test_a_login_page_instead_of_the_file(server: Server, target: Path) -> None:
    server.behaviours = [body(b"<html>Please log in</html>")]
    with pytest.raises(Missing, match="login page"):
        get(server, target)
    assert left(target) == set()


def test_the_right_size_with_the_wrong_bytes(server: Server, target: Path) -> None:
    server.behaviours = [body(bytes(len(DATA)))]
    with pytest.raises(Missing, match=r"SHA-256.*--from FILE"):
        get(server, target)
    assert left(target) == set()


def test_a_beginning_from_another_file_is_thrown_away_once(server: Server, target: Path) -> None:
    target.with_name("model.zip.part").write_bytes(b"x" * 100_000)
    get(server, target)
    assert target.read_bytes() == DATA
    assert server.ranges == ["bytes=100000-", None]


def test_a_beginning_that_is_too_long(server: Server, target: Path) -> None:
    target.with_name("model.zip.part").write_bytes(bytes(len(DATA) + 1))
    get(server, target)
    assert target.read_bytes() == DATA


def test_a_beginning_that_is_all_needs_no_server(target: Path) -> None:
    target.with_name("model.zip.part").write_bytes(DATA)
    download(["http://127.0.0.1:1/"], target, sha256=SHA256, size=len(DATA))
    assert target.read_bytes() == DATA


def test_a_server_that_never_stops(server: Server, target: Path) -> None:
    def endless(request: Handler, start: int) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(20):
            request.wfile.write(DATA)

    server.behaviours = [endless]
    with pytest.raises(Missing, match="sends more than the 300000 bytes"):
        get(server, target)
    assert sum(file.stat().st_size for file in target.parent.iterdir()) == 0


@pytest.mark.parametrize("after", [0, 1, 100_000, 200_000])
def test_cancelling_leaves_nothing(server: Server, target: Path, after: int) -> None:
    here = 0

    def progress(done: int, total: int) -> None:
        nonlocal here
        here = done

    with pytest.raises(DownloadCancelled) as fault:
        get(server, target, progress=progress, cancelled=lambda: here >= after)
    assert fault.value.exit_code == 130
    assert here < len(DATA)
    assert left(target) == set()


def test_cancelling_while_it_waits_to_try_again(server: Server, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BACK_OFF_SECONDS", 3600.0)
    server.behaviours = [status(503)]
    with pytest.raises(DownloadCancelled):
        get(server, target, cancelled=lambda: bool(server.ranges))
    assert left(target) == set()


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_ctrl_c_and_a_full_disk_leave_nothing(server: Server, target: Path, fault: BaseException) -> None:
    def interrupt(here: int, total: int) -> None:
        raise fault

    with pytest.raises(type(fault)):
        get(server, target, progress=interrupt)
    assert left(target) == set()
