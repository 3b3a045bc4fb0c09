# make demo   the whole way, from the bundled register to a page on a loopback port (SERVE=0 ends instead)
# make test   all tests, in an environment of their own (ASYLIA_TEST_ALL=1: what is absent is a failure)
# make check  ruff, mypy, import contracts
# make bench  the figures of speed, with machine and versions; make shots  pictures of the pages
# make docs   the generated pages of docs/; make messages  the strings of the site into each language's catalogue
# make pins   the pinned and hashed requirements anew; make clean
#
# What was made is marked by an empty file in its environment and made again only where its sources changed.

PYTHON ?= python3
SERVE ?= 1
WORKERS ?= 2

SOURCES := $(shell find asylia registers -type f -not -path '*/__pycache__/*') pyproject.toml
PIP := -m pip --disable-pip-version-check --quiet --no-input
PINNED := install --require-hashes
ITSELF := install --no-deps --no-build-isolation --no-index

.PHONY: demo test check bench docs messages shots pins clean
.DELETE_ON_ERROR:

demo: .venv/installed
	@SERVE=$(SERVE) .venv/bin/asylia demo --home .demo

test: .venv-test/installed
	.venv-test/bin/python -m pytest -n $(WORKERS)

check: .venv-test/installed
	.venv-test/bin/ruff check
	.venv-test/bin/ruff format --check
	.venv-test/bin/mypy
	.venv-test/bin/lint-imports

bench: .venv-test/installed
	.venv-test/bin/python -m bench.run

docs: .venv-test/installed
	.venv-test/bin/python -m docs

messages: .venv-test/installed
	.venv-test/bin/python -m tools.messages

shots: .venv-test/installed
	.venv-test/bin/python -m tests.shots

pins: .venv-pins/installed
	cd requirements && for name in core server link build test; do \
	    ../.venv-pins/bin/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --upgrade \
	        --no-annotate --no-header --output-file $$name.txt $$name.in || exit 1; done

clean:
	rm -rf .venv .venv-test .venv-pins .demo dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/installed: .venv/ready $(SOURCES)
	.venv/bin/python $(PIP) $(ITSELF) .
	@touch $@

.venv/ready: requirements/core.txt requirements/build.txt
	test -x .venv/bin/python || $(PYTHON) -m venv .venv
	.venv/bin/python $(PIP) $(PINNED) -r requirements/core.txt -r requirements/build.txt
	@touch $@

.venv-test/installed: .venv-test/ready pyproject.toml
	.venv-test/bin/python $(PIP) $(ITSELF) --editable .
	@touch $@

.venv-test/ready: requirements/core.txt requirements/server.txt requirements/link.txt requirements/build.txt requirements/test.txt
	test -x .venv-test/bin/python || $(PYTHON) -m venv .venv-test
	.venv-test/bin/python $(PIP) $(PINNED) $(patsubst %,-r %,$^)
	@touch $@

.venv-pins/installed:
	test -x .venv-pins/bin/python || $(PYTHON) -m venv .venv-pins
	.venv-pins/bin/python $(PIP) install uv
	@touch $@
