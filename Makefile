# Every command anyone runs. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
# Where an environment keeps its programs; Windows has a place of its own.
SCRIPTS := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
BIN := $(VENV)/$(SCRIPTS)
READY := $(VENV)/.ready
WORKERS ?= 2
SECONDS ?= 600
export PYTHONHASHSEED := 0
# Python before 3.13 reads the paths of an environment in the letters of the locale: in a folder
# named in Cyrillic nothing would start where the locale is C.
export LC_ALL := C.UTF-8
export PYTHONUTF8 := 1
# An environment runs the code of the folder it was made in: in a copy of that folder, or where it
# was moved to, it is made anew.
MOVED := $(shell grep -qsF " $$(pwd -P)/$(VENV)" $(VENV)/pyvenv.cfg || echo --clear)
PYTEST = $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile
# The tests of pages and notebooks; all others are the library's, whose lines are counted.
OF_THE_BOOK := tests/book tests/notebooks
# What passed is kept under the name of the state it passed on, for the status page.
RESULTS = -o junit_suite_name=$$($(BIN)/python -m proof.status --state) --junitxml=_build/tests
# What tests import beside declared packages: the packages here, and what lies beside a test.
OURS := exports plain_text command_line cartography historical_time historical_record timelines atlas analysis border_wars_book basemap benchmarks proof publishing tests $(basename $(notdir $(wildcard tests/*/*.py)))

.DEFAULT_GOAL := help
.PHONY: help setup system book html pdf test library lint test-lowest newest fresh proof mutants fuzz notebooks paragraphs lab bench review basemap lock sbom preview release status addresses hand-over clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-13s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

ifneq ($(MOVED),)
.PHONY: $(READY)
endif

setup: $(READY) ## the environment in .venv, alone

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; say which with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(MOVED) $(VENV)
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

lint: $(READY) ## style, types, which room may import which, and that every import is declared
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/deptry src book
	@$(BIN)/deptry --exclude .venv --ignore DEP002,DEP004 $(OURS:%=--known-first-party %) tests benchmarks proof publishing basemap

test: lint ## everything that must pass, as CI runs it
	$(BIN)/python -m border_wars_book system pdf browser
	$(BIN)/python -m analysis check
	$(BIN)/python -m border_wars_book paragraphs --check
	$(BIN)/frictionless validate data/datapackage.json
	$(BIN)/python -m border_wars_book build all
	$(PYTEST) --dist worksteal src tests $(OF_THE_BOOK:%=--ignore %) --doctest-modules $(COUNTED) $(RESULTS)/libraries.xml
	$(PYTEST) $(OF_THE_BOOK) notebooks index.ipynb --nbval $(RESULTS)/book.xml

library: $(READY) ## the tests of the libraries alone, where nothing but Python is at hand
	$(BIN)/python -m analysis check
	$(PYTEST) --dist worksteal src tests $(OF_THE_BOOK:%=--ignore %) --ignore tests/fuzz --doctest-modules

# In an environment of its own; `RESOLUTION=highest` tests another Python on today's versions.
LOWEST = _build/$(RESOLUTION)-$(notdir $(PYTHON))
RESOLUTION ?= lowest-direct
test-lowest: ## the library's tests on the lowest versions that pyproject.toml allows
	$(PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(LOWEST)/bin/uv pip compile pyproject.toml --quiet --resolution $(RESOLUTION) \
	  --python $(LOWEST)/bin/python --no-emit-index-url --output-file $(LOWEST)/lowest.txt
	$(LOWEST)/bin/uv pip install --quiet --python $(LOWEST)/bin/python \
	  --constraint $(LOWEST)/lowest.txt --editable '.[exports,test,peers]'
	$(LOWEST)/bin/python -m pytest tests --ignore tests/book --numprocesses $(WORKERS)

# Changes requirements.txt: for a checkout that is thrown away, or as the first step of a new lock.
newest: ## the whole test on the newest versions that pyproject.toml allows, with a lock made of them
	$(PYTHON) -m venv --clear _build/uv
	_build/uv/$(SCRIPTS)/python -m pip install --quiet --disable-pip-version-check uv
	PATH="$(CURDIR)/_build/uv/$(SCRIPTS):$$PATH" $(MAKE) lock UPGRADE=--upgrade
	$(MAKE) test

fresh: $(READY) ## the README's two commands in a bare Debian root (as root)
	$(BIN)/python -m proof.fresh

proof: $(READY) ## the long checks; those that passed are not run again
	$(BIN)/python -m border_wars_book system pdf browser faces
	$(BIN)/python -m border_wars_book build all
	$(BIN)/python -m proof

mutants: $(READY) ## who calls 120 mutants of record and code wrong, from where it stopped
	$(BIN)/python -m border_wars_book system pdf
	$(BIN)/python -m proof.mutants

fuzz: $(READY) ## ten minutes of odd inputs for every door, from where it stopped (SECONDS=600)
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

notebooks: $(READY) ## run every notebook in place and store its outputs
	$(BIN)/python -m border_wars_book notebooks

paragraphs: $(READY) ## bring the numbers by which paragraphs are cited up to date
	$(BIN)/python -m border_wars_book paragraphs

lab: $(READY) ## JupyterLab on the notebooks; further arguments in ARGS='--port=9999'
	$(BIN)/python -m border_wars_book lab $(ARGS)

bench: $(READY) ## the benchmarks: ours, the peer, the ratio
	$(BIN)/python -m border_wars_book system pdf browser
	$(BIN)/python -m benchmarks

review: $(READY) ## pictures of the timelines under bad input, for the eye
	$(BIN)/python tests/timelines/review.py

basemap: $(READY) ## make the maps' ground anew from two published packages (needs npm and pip)
	$(BIN)/python -m basemap

# UPGRADE=--upgrade forgets the versions of the lock there is.
lock: ## make requirements.txt anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --all-extras --universal $(UPGRADE) --python-version 3.11 --generate-hashes \
	  --no-strip-extras --no-emit-index-url --custom-compile-command "make lock" --quiet \
	  --output-file requirements.txt

sbom: $(READY) ## what the environment is made of, with licences, as CycloneDX
	mkdir -p _build
	$(BIN)/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml \
	  --output-file _build/sbom.cdx.json $(BIN)/python

preview: $(READY) ## the pages in _build/preview, with pictures of those that differ from BASE (origin/main)
	$(BIN)/python -m border_wars_book system pdf browser
	$(BIN)/python -m border_wars_book build html
	$(BIN)/python -m publishing.preview

# Counting the lines that run takes more than twice as long as running them.
status: COUNTED = --cov
status: test ## store the numbers of the status page, after the whole test; of proof and mutants those at hand
	$(BIN)/python -m proof.status

release: $(READY) ## what a release holds, with checksums, in _build/release
	$(BIN)/python -m border_wars_book system pdf
	$(BIN)/python -m border_wars_book build all
	$(BIN)/python -m proof.status --check
	$(BIN)/python -m publishing.release

addresses: $(READY) ## add the addresses of the built pages to the list that a test keeps
	$(BIN)/python -m border_wars_book build html
	$(BIN)/python -m publishing.addresses

# Not run by anybody yet: it needs a repository on GitHub, and the rights to write to it.
hand-over: ## make a release of the tag TAG on GitHub from _build/release (needs gh)
	gh release create "$(TAG)" --verify-tag --title "$(TAG)" --notes-file _build/release/NOTES.md _build/release/files/*

clean: ## remove what was built
	rm -rf _build _review .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
