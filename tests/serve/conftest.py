"""A server of our own on the loopback, in a process as a user would start it."""

import json
import os
import signal
import subprocess
import threading
from contextlib import contextmanager

import pytest


class Served:
    """A server that runs; ``told`` is what it has printed so far."""

    def __init__(self, process, errors):
        self.process = process
        self.told = []
        self._errors = errors
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            with self._changed:
                self.told.append(json.loads(line))
                self._changed.notify_all()

    def wait_for(self, kind, n=1, timeout=30):
        """The first ``n`` events of a kind."""
        with self._changed:
            found = lambda: [event for event in self.told if event["kind"] == kind]  # noqa: E731
            assert self._changed.wait_for(lambda: len(found()) >= n, timeout), (kind, self.told)
            return found()[:n]

    def address(self, scheme):
        addresses = [event["address"] for event in self.told if event["kind"] == "listening"]
        return next(address for address in addresses if address.startswith(scheme))

    def port(self, scheme):
        return int(self.address(scheme).rsplit(":", 1)[1])

    def stop(self):
        """Interrupt it. Returns its exit code and what it complained of."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(40)
        self._reader.join(10)
        return self.process.returncode, self._errors.read_text("utf-8")

    def end(self):
        """Make sure that it is gone."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._reader.join(10)
        self.process.stdout.close()


@pytest.fixture
def server(command, small_scenario, tmp_path):
    """Starts servers."""

    @contextmanager
    def started(*arguments, audiosocket=True):
        words = command(
            "serve", "--json", "--port", 0, "--scenario", small_scenario, "-o", tmp_path / "served",
            *(("--audiosocket", 0) if audiosocket else ()), *arguments,
        )  # fmt: skip
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        errors = tmp_path / "errors.txt"
        with errors.open("wb") as complaints:
            process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=complaints, text=True, env=environment)
        served = Served(process, errors)
        try:
            served.wait_for("listening", 2 if audiosocket else 1)
            yield served
        finally:
            served.end()

    return started
