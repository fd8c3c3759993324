scripts := $(shell grep -l -d skip '^\#!/usr/bin/env bash' Scripts/* Scripts/fixture/* .ci/*)

.PHONY: help demo test fixture-test target-check mutants conformance-reference build format lint

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile

demo: ## plan, apply and verify on a small product, in a temporary folder
	@Scripts/demo

test: ## everything that CI checks
	@Scripts/test

fixture-test: ## the chat product alone: its code, its tests, its configuration
	@Scripts/setup-tests
	@Scripts/check-fixture

target-check: ## read and edit every file of a known format in DIR=…, writing nothing
	@test -n "$(DIR)" || { echo 'usage: make target-check DIR=folder [ARGS="--edits 100 --seed 1"]' >&2; exit 2; }
	@Scripts/bootstrap
	swift build -c release --product FormatCheck
	.build/release/FormatCheck "$(DIR)" $(ARGS)

mutants: ## prove that each conformance case can fail; writes the kill matrix
	@Scripts/bootstrap
	@Scripts/setup-tests
	@Scripts/mutants

conformance-reference: ## write the reference page of the conformance cases
	swift build --product sunset
	"$$(swift build --show-bin-path)/sunset" conform --reference > Fixtures/Conformance/reference.md

build: ## the sunset command, optimised, in .build/release
	@Scripts/bootstrap
	swift build -c release --product sunset

format: ## format the Swift sources
	swift format --in-place --parallel --recursive Package.swift Sources Tests

lint: ## check the form of Swift sources and scripts
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	shellcheck $(scripts)
