# make demo   a whole call, from nothing
# make test   the tests, from nothing
# Each sets up what it needs: system packages through apt where it may, .venv, the speech model.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

# What Debian's minimal system lacks: venv for Python; PortAudio for sounddevice; the rest for Qt.
PACKAGES := python3-venv libportaudio2 libgl1 libegl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon0 \
	libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0
# Only tests use these: an independent decoder of keypad tones, a virtual sound card, a reader of PDF files. Elsewhere
# they are skipped without them.
PACKAGES += $(if $(CI),multimon-ng pulseaudio pulseaudio-utils libasound2-plugins poppler-utils)

.PHONY: setup demo test fast check bench packages clean

setup: packages $(VENV)/installed model

packages:
	@command -v dpkg-query >/dev/null || exit 0; \
	missing=""; \
	for package in $(PACKAGES); do \
		dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q '^install ok installed' || missing="$$missing $$package"; \
	done; \
	test -z "$$missing" && exit 0; \
	if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo"; else \
		echo "These system packages are missing. To get them, type:"; \
		echo "    sudo apt-get install --yes$$missing"; \
		echo "What needs none of them goes on without."; exit 0; fi; \
	echo "installing:$$missing"; \
	$$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made; on Debian: sudo apt-get install python3-venv"; exit 1; }
	@echo "installing voiceapp into $(VENV)"
	@$(BIN)/python -m pip install --quiet --upgrade pip
	@$(BIN)/python -m pip install --quiet --editable '.[window,video,dev]'
	@touch $@

.PHONY: model
model: $(VENV)/installed
	@$(BIN)/voiceapp model --fetch

demo: setup
	@$(BIN)/voiceapp demo $(ARGS)

test: setup
	@$(BIN)/python -m pytest $(ARGS)

# The tests without the slow ones.
fast: setup
	@$(BIN)/python -m pytest -m "not slow" $(ARGS)

check: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup
	@$(BIN)/python tests/benchmarks/whole_call.py $(ARGS)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
