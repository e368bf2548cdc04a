# Countinghouse. `make` alone lists what there is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-run build run test test-long test-data bench format

# The same build as that of `make test`, which counts lines; nothing is counted here.
TEST_BUILD := COUNTINGHOUSE_COVERAGE=yes LLVM_PROFILE_FILE=/dev/null

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing to build, run and test
	@scripts/setup.sh test

setup-run: ## Install what is missing to build and run
	@scripts/setup.sh run

build: setup-run ## Build the release binary, .build/release/countinghouse
	swift build -c release --product countinghouse

run: build ## Build, then serve a demo company on http://127.0.0.1:8080
	exec .build/release/countinghouse serve --demo

test: setup ## Check everything: format, build, tests, browser
	@scripts/test.sh

test-long: setup ## Run the tests again with the ones that take long
	$(TEST_BUILD) COUNTINGHOUSE_TEST_LONG=1 COUNTINGHOUSE_FUZZ_SECONDS=600 swift test
	$(TEST_BUILD) COUNTINGHOUSE_TEST_LONG=1 COUNTINGHOUSE_BINARY=$$(swift build --show-bin-path)/countinghouse \
		.venv/bin/python e2e/run.py test_conformance

test-data: setup ## Run the tests on a folder of real exports: make test-data DATA=folder
	@test -d "$(DATA)" || { echo "Usage: make test-data DATA=folder" >&2; exit 2; }
	$(TEST_BUILD) COUNTINGHOUSE_TEST_DATA="$(abspath $(DATA))" swift test --filter Data

bench: setup ## Measure the release build against the limits of the machine
	swift build -c release
	Benchmarks/run.sh

format: ## Format all Swift files
	swift format --in-place --recursive --parallel Package.swift $(wildcard Sources Tests Benchmarks)
