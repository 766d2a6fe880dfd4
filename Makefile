# Kezek. `make run` starts the demonstration, `make test` runs every test; each sets up what is missing.

PYTHON := .venv/bin/python
PORT ?= 8080
# Three processes for two cores, each with databases of its own: some tests wait for others' processes. Journeys wait for
# pages, and a browser keeps a core busy: two at a time, each with a demonstration of its own.
SPREAD := -n 3 --dist worksteal
JOURNEYS := -n 2 --dist worksteal
# What was compiled for one run serves the next.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-long check texts

run:
	@.ci/setup.sh run
	@.venv/bin/portal demo --port $(PORT)

test:
	@.ci/setup.sh test
	@$(MAKE) --no-print-directory check
	$(PYTHON) -m pytest -m "not long" $(SPREAD) tests
	$(PYTHON) -m pytest -m "not long" $(SPREAD) --database=postgresql tests/integration
	$(PYTHON) -m pytest -m "not long" $(JOURNEYS) e2e

test-long:
	@.ci/setup.sh test
	@$(MAKE) --no-print-directory check
	$(PYTHON) -m pytest --hypothesis-profile=long $(SPREAD) tests
	$(PYTHON) -m pytest --hypothesis-profile=long $(SPREAD) --database=postgresql tests/integration
	$(PYTHON) -m pytest $(JOURNEYS) e2e

check:
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

# Brings the catalogues of translations up to date with the sources.
texts:
	$(PYTHON) -m portal.rendering.extract
