# Every command anyone runs. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2
SECONDS ?= 600
export PYTHONHASHSEED := 0

.DEFAULT_GOAL := help
.PHONY: help setup system book html pdf test fuzz lint notebooks lab bench review lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## the environment in .venv, alone

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; say which with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

# Where the PDF's libraries cannot be installed the HTML is built all the same.
book: $(READY) ## the whole book, executed: HTML and PDF
	-@$(BIN)/python -m border_wars_book system pdf
	$(BIN)/python -m border_wars_book build all

html: $(READY) ## the HTML alone
	$(BIN)/python -m border_wars_book build html

pdf: $(READY) ## the PDF alone
	$(BIN)/python -m border_wars_book system pdf
	$(BIN)/python -m border_wars_book build pdf

lint: $(READY) ## style and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

test: lint ## everything that must pass, as CI runs it
	$(BIN)/python -m border_wars_book system pdf browser
	$(BIN)/python -m analysis check
	$(BIN)/frictionless validate data/datapackage.json
	$(BIN)/python -m border_wars_book build all
	$(BIN)/python -m pytest --nbval --numprocesses $(WORKERS) --dist loadfile

fuzz: $(READY) ## ten minutes of odd inputs for every door, from where it stopped (SECONDS=600)
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

notebooks: $(READY) ## run every notebook in place and store its outputs
	$(BIN)/python -m border_wars_book notebooks

lab: $(READY) ## JupyterLab on the notebooks
	$(BIN)/jupyter lab --notebook-dir=notebooks

bench: $(READY) ## the benchmarks: ours, the peer, the ratio
	$(BIN)/python -m border_wars_book system pdf browser
	$(BIN)/python -m benchmarks

review: $(READY) ## pictures of the timelines under bad input, for the eye
	$(BIN)/python -m analysis.timeline.review

lock: ## make requirements.txt anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" --quiet --output-file requirements.txt

clean: ## remove what was built
	rm -rf _build _review .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
