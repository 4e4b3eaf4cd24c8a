# Everything here sets itself up on a machine with Python 3.11 or newer and nothing else installed.
# The same without make, and for Windows: docs/development.md

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BUNDLE_VENV := build/venv
BUNDLE_STAMP := $(BUNDLE_VENV)/.installed
TRAINING_VENV := build/training-venv
TRAINING_STAMP := $(TRAINING_VENV)/.installed
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check -c constraints.txt
TESTS ?= -n auto
OPTIONS ?=

.PHONY: play test sweep screens quick test-window test-training lint format bundle archive wheel docs clean setup \
	bundle-environment training-environment
.DEFAULT_GOAL := play

play: $(STAMP)
	$(BIN)/python -m hexfront

test: $(STAMP)
	$(BIN)/python -m pytest --ignore=tests/training $(TESTS) $(OPTIONS)

quick: $(STAMP)
	$(BIN)/python -m pytest --ignore=tests/training -m "not slow and not fuzz" $(TESTS) $(OPTIONS)

# Every screen at every size and scale of a window, in each language: about half an hour.
sweep: $(STAMP)
	$(BIN)/python -m pytest -m sweep tests/client $(TESTS) $(OPTIONS)

# Real windows need Xvfb and xdotool; without them these tests fail.
test-window: $(STAMP)
	$(BIN)/python -m pytest -m window tests/window $(OPTIONS)

# Training brings torch, which nothing else needs: its tests have an environment of their own.
test-training: $(TRAINING_STAMP)
	$(TRAINING_VENV)/bin/python -m pytest tests/training $(OPTIONS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/python scripts/check_rules.py
	$(BIN)/python -m scripts.import_circles

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bundle: $(BUNDLE_STAMP)
	$(BUNDLE_VENV)/bin/python -m PyInstaller --noconfirm --log-level WARN \
		--distpath dist --workpath build/pyinstaller build.spec

# What a player downloads; Linux only.
archive: bundle
	$(BUNDLE_VENV)/bin/python -m scripts.make_archive

wheel: $(STAMP)
	@rm -rf build/lib  # or files that are gone would still be in the wheel
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

docs: $(STAMP)
	$(BIN)/python scripts/compile_catalogues.py
	$(BIN)/python scripts/generate_third_party.py
	$(BIN)/python scripts/generate_architecture.py
	$(BIN)/python scripts/generate_encoding.py
	$(BIN)/python -m scripts.generate_campaign_encoding
	$(BIN)/python -m scripts.generate_campaign_page
	$(BIN)/python -m scripts.generate_campaign_turn
	$(BIN)/python scripts/plant_faults.py --page
	$(BIN)/python scripts/make_sounds.py

# The pictures in docs/screens; nothing is shown.
screens: $(STAMP)
	$(BIN)/python -m scripts.take_screens

clean:
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

setup: $(STAMP)

bundle-environment: $(BUNDLE_STAMP)

training-environment: $(TRAINING_STAMP)

# One environment for playing, testing and linting. The stamp makes it happen once, and again when
# the dependencies change.
$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Hexfront needs Python 3.11 or newer, and none was found."; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version); this happens once."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Making a virtual environment failed; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(BIN)/python $(PIP_INSTALL) -e ".[dev]"
	@touch $@

$(TRAINING_STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Hexfront needs Python 3.11 or newer, and none was found."; exit 1; }
	@rm -rf $(TRAINING_VENV)
	$(PYTHON) -m venv $(TRAINING_VENV)
	$(TRAINING_VENV)/bin/python $(PIP_INSTALL) -e ".[train]" \
		hypothesis pytest pytest-timeout
	@touch $@

# The bundle sees the base dependencies and its own tool, nothing else that could slip in.
$(BUNDLE_STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Hexfront needs Python 3.11 or newer, and none was found."; exit 1; }
	@rm -rf $(BUNDLE_VENV)
	$(PYTHON) -m venv $(BUNDLE_VENV)
	$(BUNDLE_VENV)/bin/python $(PIP_INSTALL) -e ".[bundle]"
	@touch $@
