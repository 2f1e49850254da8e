"""Nothing opens a network connection during a call."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from voiceapp.recognition.model_store import find_model

SPEECH = Path(__file__).parent / "data" / "speech"

GUARD = """
import os, sys
from pathlib import Path

def asks_for_ipv6():
    # vosk imports requests, which imports urllib3, which binds a socket to the loopback to see whether there is
    # IPv6. It connects to nothing.
    frame = sys._getframe()
    while frame and frame.f_code.co_name != "_has_ipv6":
        frame = frame.f_back
    return frame is not None

def guard(event, arguments):
    if event.startswith("socket.") and not asks_for_ipv6():
        Path(os.environ["NETWORK_LOG"]).open("a").write(f"{event} {arguments!r}\\n")
        raise PermissionError("no network during a call")

sys.addaudithook(guard)
"""
"""Python reports every socket, connection and name look-up to audit hooks (PEP 578); libraries in C go past them."""


@pytest.fixture
def guarded(tmp_path):
    """An environment in which every Python process, the synthesiser's too, refuses and notes the use of sockets."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    return {**os.environ, "PYTHONPATH": str(tmp_path / "guard"), "NETWORK_LOG": str(tmp_path / "network.log")}


def test_the_guard_works(guarded, tmp_path):
    script = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", script], env=guarded, capture_output=True)
    assert b"no network during a call" in done.stderr
    assert (tmp_path / "network.log").exists()


def test_a_call_opens_no_socket(command, small_scenario, guarded, tmp_path):
    files = [SPEECH / "caller-04.flac", SPEECH / "goforward.flac"]
    words = command("run", "-q", "--scenario", small_scenario, "-o", tmp_path / "call", "--turns", *files)
    guarded["XDG_CACHE_HOME"] = str(tmp_path / "cache")  # every sentence is rendered anew
    guarded["VOICEAPP_MODEL"] = str(find_model())
    done = subprocess.run(words, env=guarded, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert "caller.said" in (tmp_path / "call" / "journal.jsonl").read_text()
    assert not (tmp_path / "network.log").exists()


def test_a_rehearsal_opens_no_socket(command, small_scenario, guarded, tmp_path):
    words = command("rehearse", "--scenario", small_scenario)
    done = subprocess.run(words, env=guarded, input=b"#1\nhello\nmove the container\n", capture_output=True)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "network.log").exists()


@pytest.mark.skipif(
    subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode != 0
    if Path("/usr/bin/unshare").exists()
    else True,
    reason="no network name space can be made here",
)
def test_a_call_is_held_where_there_is_no_network_at_all(command, small_scenario, tmp_path):
    words = command("run", "-q", "--scenario", small_scenario, "-o", tmp_path / "call", SPEECH / "caller-04.flac")
    done = subprocess.run(["unshare", "-rn", *words], capture_output=True)
    assert done.returncode == 0, done.stderr
    assert "the call is over: completed" in (tmp_path / "call" / "transcript.txt").read_text()
