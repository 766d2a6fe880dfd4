# Kezek. `make run` starts the demonstration, `make test` runs every test; each sets up what is missing.

PYTHON := .venv/bin/python
PORT ?= 8080

.PHONY: run test test-long check texts

run:
	@.ci/setup.sh run
	@.venv/bin/portal demo --port $(PORT)

test:
	@.ci/setup.sh test
	@$(MAKE) --no-print-directory check
	$(PYTHON) -m pytest -m "not long"

test-long:
	@.ci/setup.sh test
	@$(MAKE) --no-print-directory check
	$(PYTHON) -m pytest

check:
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

# Brings the catalogues of translations up to date with the sources.
texts:
	$(PYTHON) -m portal.rendering.extract
