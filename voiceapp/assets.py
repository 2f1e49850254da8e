"""Where the files that ship with voiceapp are: the only module that knows."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_assets"  # inside a wheel
_CHECKOUT = _PACKAGE.parent / "assets"  # beside the package in a source tree


def path(*parts: str) -> Path:
    """The path of an asset, for example ``path("scenarios", "container.yaml")``. It need not exist."""
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return root.joinpath(*parts)
