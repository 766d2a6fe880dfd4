# Kezek. `make help` says what each command is for; those that need something set up what is missing.

PYTHON := .venv/bin/python
PORT ?= 8080
# Three processes for two cores, each with databases of its own: some tests wait for others' processes. Journeys wait for
# pages, and a browser keeps a core busy: two at a time, each with a demonstration of its own.
SPREAD := -n 3 --dist worksteal
JOURNEYS := -n 2 --dist worksteal
# What was compiled for one run serves the next.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run dev help quick test test-long check coverage texts pictures

run: ## Start the demonstration (PORT=8080)
	@.ci/setup.sh run
	@.venv/bin/portal demo --port $(PORT)

dev: ## The same, started again whenever a source, a template or a style changes
	@.ci/setup.sh run
	@.venv/bin/watchfiles --verbosity warning ".venv/bin/portal demo --port $(PORT)" portal auth templates static

help: ## These lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

quick: ## Lint, types and unit tests, within a minute: for each save
	@.ci/setup.sh run
	@$(MAKE) --no-print-directory check
	$(PYTHON) -m pytest -q -m "not long" -n 2 --dist worksteal tests/unit

test: ## Every test but the longest, on SQLite, PostgreSQL and in Chromium
	@.ci/setup.sh test
	@$(MAKE) --no-print-directory check
	$(PYTHON) -m pytest -m "not long" $(SPREAD) tests
	$(PYTHON) -m pytest -m "not long" $(SPREAD) --database=postgresql tests/integration
	$(PYTHON) -m pytest -m "not long" $(JOURNEYS) e2e

test-long: ## Every test
	@.ci/setup.sh test
	@$(MAKE) --no-print-directory check
	$(PYTHON) -m pytest --hypothesis-profile=long $(SPREAD) tests
	$(PYTHON) -m pytest --hypothesis-profile=long $(SPREAD) --database=postgresql tests/integration
	$(PYTHON) -m pytest $(JOURNEYS) e2e

check: ## Lint, format and types
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

coverage: ## How much of the code the unit and integration tests run
	@.ci/setup.sh test
	.venv/bin/coverage erase
	.venv/bin/coverage run -m pytest -q -m "not long" $(SPREAD) tests/unit tests/integration
	.venv/bin/coverage combine --quiet
	.venv/bin/coverage report

texts: ## Bring the catalogues of translations up to date with the sources
	$(PYTHON) -m portal.rendering.extract

pictures: ## Take the pictures of the README anew
	@.ci/setup.sh test
	$(PYTHON) -m e2e.pictures
