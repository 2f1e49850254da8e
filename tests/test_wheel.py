"""The wheel: it carries the assets and the command."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from voiceapp import __version__

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from the checkout; with the build backend of this environment if it has one, else with a fetched one."""
    folder = tmp_path_factory.mktemp("wheel")
    here = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    words = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *here, "--wheel-dir", folder, ROOT]
    subprocess.run(words, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.mark.slow
def test_it_carries_package_assets_and_command(wheel, tmp_path):
    assert wheel.name == f"voiceapp-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
        names = set(archive.namelist())
    for file in (ROOT / "voiceapp").rglob("*.py"):
        assert file.relative_to(ROOT).as_posix() in names
    for part in ("scenarios/container/scenario.yaml", "hold/hold.flac", "mishearing/lexicon.npz", "demo/caller"):
        assert (tmp_path / "voiceapp" / "_assets" / part).exists(), part
    info = tmp_path / f"voiceapp-{__version__}.dist-info"
    assert "voiceapp = voiceapp.cli:main" in (info / "entry_points.txt").read_text()
    meta = (info / "METADATA").read_text(encoding="utf-8")
    for extra in ("window", "video", "dev"):
        assert f"Provides-Extra: {extra}" in meta
    assert "Requires-Python: >=3.11" in meta
    assert not any(name.startswith(("tests/", "assets/")) or "__pycache__" in name for name in names)


@pytest.mark.slow
def test_what_is_in_it_runs_without_the_checkout(wheel, tmp_path):
    """The libraries are this environment's; package and assets are the wheel's."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from voiceapp import assets, cli\n"
        f"assert str(assets.path()).startswith({str(tmp_path)!r}), assets.path()\n"
        "sys.exit(cli.main(['rehearse']))"
    )
    done = subprocess.run([sys.executable, "-c", script], input=b"#1\nhello\n", capture_output=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"the call is over" in done.stdout
