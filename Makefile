# One command each to run, test and check; make help lists them.

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
FROM ?= ../shared/data
REFRESH ?=
SOURCES := app.py pages nplv tests bench
# A file of tests stays with one worker, for what its tests share; the browser tests stay last.
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" --quiet

# The Python that makes the environment: PYTHON, else the first of these that is 3.11 or newer with venv.
PYTHON ?= python3
PYTHONS := $(PYTHON) python3.14 python3.13 python3.12 python3.11
IS_FIT := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

# Stamps: each is newer than what it stands for, so a second start installs nothing.
VENV_MADE := $(VENV)/made
RUN_READY := $(VENV)/ready-to-run
DEV_READY := $(VENV)/ready-to-test
AXE_READY := tests/browser/node_modules/.package-lock.json
BENCH_READY := bench/node_modules/.package-lock.json
MAP := nplv/ui/browser
DECK_READY := $(MAP)/built/ready

.DEFAULT_GOAL := help
.PHONY: help run test check format bench build national refresh lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN_READY) $(DECK_READY) ## start the dashboard on http://localhost:8501 (another port: make run PORT=8600)
	@echo ""
	@echo "  Zicht op Focuswijken: http://localhost:$(PORT)    (Ctrl+C to stop)"
	@echo ""
	@mkdir -p static
	@$(BIN)/streamlit run app.py --server.port $(PORT)

test: $(DEV_READY) $(AXE_READY) $(DECK_READY) ## run all tests: unit, page and browser
	@CHROMIUM="$$($(BIN)/python tests/browser/find_chromium.py)" $(BIN)/python -m pytest $(SIDE_BY_SIDE)

check: $(DEV_READY) ## check style, layout of the code and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(SOURCES)

format: $(DEV_READY) ## lay out the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV_READY) $(DECK_READY) $(BENCH_READY) ## measure the pages, the national scale and the map
	@CHROMIUM="$$($(BIN)/python tests/browser/find_chromium.py)" $(BIN)/python -m bench

build: $(RUN_READY) ## write the snapshot from recorded extracts or raw answers (FROM=../shared/data)
	$(BIN)/python -m nplv build --from $(FROM)

national: $(RUN_READY) ## make the map layers of the whole country (FROM=../shared/data, or a raw store)
	$(BIN)/python -m nplv build --national --from $(FROM)

refresh: $(RUN_READY) ## fetch new figures from the official services and publish them (REFRESH="--keep-going")
	@$(BIN)/python -m nplv refresh $(REFRESH)

lock: $(DEV_READY) ## pin the requirements again, from the short lists in pyproject.toml
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## remove the environment, the caches and what the app wrote
	rm -rf $(VENV) static tests/browser/node_modules bench/node_modules $(MAP)/node_modules $(MAP)/built .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV_MADE):
	@for python in $(PYTHONS); do \
		if "$$python" -c '$(IS_FIT)' 2>/dev/null; then \
			echo "Making $(VENV) with $$python"; \
			"$$python" -m venv --clear $(VENV) && touch $@ && exit 0; exit 1; \
		fi; \
	done; \
	echo "Python 3.11 of nieuwer is nodig, met de module venv."; \
	echo "Gevonden: $$($(PYTHON) --version 2>/dev/null || echo "geen $(PYTHON)"). Op Debian en Ubuntu: apt install python3 python3-venv."; \
	echo "Een ander Python kiezen: make run PYTHON=/pad/naar/python3.12"; \
	exit 1

$(RUN_READY): requirements.txt $(VENV_MADE)
	$(PIP_INSTALL) --requirement requirements.txt
	@touch $@

$(DEV_READY): requirements-dev.txt $(RUN_READY)
	$(PIP_INSTALL) --requirement requirements-dev.txt
	@touch $@

# A small deck.gl for the map; without npm the one in pydeck is used, which does the same but is larger.
$(DECK_READY): $(MAP)/package-lock.json $(MAP)/deck.js
	@mkdir -p $(@D)
	@if ! command -v npm >/dev/null; then \
		echo "npm is missing: the map uses the larger deck.gl of pydeck"; \
	elif npm ci --prefix $(MAP) --ignore-scripts --no-audit --no-fund && npm run --prefix $(MAP) build; then :; \
	else \
		rm -f $(@D)/deck.js; \
		echo "npm could not make the small deck.gl: the map uses the larger one of pydeck"; \
	fi
	@touch $@

# axe-core for the accessibility tests; without npm they are skipped, and the summary says so.
$(AXE_READY): tests/browser/package-lock.json
	@if ! command -v npm >/dev/null; then \
		echo "npm is missing: the tests with axe-core will be skipped"; \
	elif npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund; then \
		touch $@; \
	else \
		echo "npm could not fetch axe-core: the tests with it will be skipped"; \
	fi

# deck.gl for the static page that the map is compared with; without npm that part of the bench is left out.
$(BENCH_READY): bench/package-lock.json
	@if ! command -v npm >/dev/null; then \
		echo "npm is missing: the map will not be measured"; \
	elif npm ci --prefix bench --ignore-scripts --no-audit --no-fund; then \
		touch $@; \
	else \
		echo "npm could not fetch deck.gl: the map will not be measured"; \
	fi
