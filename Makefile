# `make site` builds the site, `make test` proves it. Both need Python 3.11 or newer, make and git, and nothing else.

PYTHON ?= python3
BIN := .venv/bin
UV := build/lock/bin/uv
UV_VERSION := 0.13.9
# `make lock UPGRADE=--upgrade` takes the newest versions; without it a pin changes only if it must.
UPGRADE ?=
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command 'make lock' $(UPGRADE)

.PHONY: site serve test lint lock clean

site: .venv/site.stamp
	$(BIN)/carrel build
	@$(BIN)/python -c 'from pathlib import Path; print("Look at", Path("site/index.html").resolve().as_uri())'

serve: .venv/site.stamp
	$(BIN)/carrel serve

test: lint
	$(BIN)/python tests/browser.py
	$(BIN)/pytest -n 2

lint: .venv/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# A stamp is newer than all that was installed from: a second run finds nothing to do.
.venv/made.stamp:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Carrel needs Python 3.11 or newer: make PYTHON=...")'
	$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/site.stamp: .venv/made.stamp requirements/site.txt requirements/build.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/site.txt -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/test.stamp: .venv/site.stamp requirements/test.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

# The pins of each file agree with those of the files before it.
lock: $(UV)
	$(COMPILE) -o requirements/site.txt pyproject.toml
	$(COMPILE) -o requirements/build.txt -c requirements/site.txt requirements/build.in
	$(COMPILE) -o requirements/test.txt -c requirements/site.txt -c requirements/build.txt requirements/test.in
	$(COMPILE) -o requirements/zensical.txt -c requirements/site.txt -c requirements/test.txt requirements/zensical.in

$(UV): Makefile
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet uv==$(UV_VERSION)
	@touch $@

clean: # what was built and what tools remember; .venv stays
	rm -rf site site.zip .carrel build dist tests/.artifacts .mypy_cache .pytest_cache .ruff_cache .hypothesis
