scripts := $(shell grep -l '^\#!/usr/bin/env bash' Scripts/* .ci/*)

.PHONY: help demo test build format lint

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile

demo: ## plan, apply and verify on a small product, in a temporary folder
	@Scripts/demo

test: ## everything that CI checks
	@Scripts/test

build: ## the sunset command, optimised, in .build/release
	@Scripts/bootstrap
	swift build -c release --product sunset

format: ## format the Swift sources
	swift format --in-place --parallel --recursive Package.swift Sources Tests

lint: ## check the form of Swift sources and scripts
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	shellcheck $(scripts)
