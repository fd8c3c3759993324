package main

import (
	"go/build/constraint"
	"path"
	"runtime"
	"sort"
	"strings"
)

// configuration is what the compiler is told to build for.
type configuration struct{ system, tags string }

func configurationOf(system string) configuration { return configuration{system: system} }

var systems = map[string]bool{"windows": true, "darwin": true, "freebsd": true}

// configurations are Linux, and one more for each system and each tag that a file names.
func configurations(files map[string]string) []configuration {
	list := []configuration{{system: "linux"}}
	names := map[string]bool{}
	for name, text := range files {
		for _, part := range strings.Split(strings.TrimSuffix(path.Base(name), ".go"), "_")[1:] {
			names[part] = systems[part]
		}
		for _, tag := range constraintTags(text) {
			names[tag] = tag != "ignore" && tag != "linux" && !strings.HasPrefix(tag, "go1.") &&
				tag != runtime.GOARCH && tag != "unix" && tag != "cgo"
		}
	}
	var sorted []string
	for name, counts := range names {
		if counts {
			sorted = append(sorted, name)
		}
	}
	sort.Strings(sorted)
	for _, name := range sorted {
		if systems[name] {
			list = append(list, configuration{system: name})
		} else {
			list = append(list, configuration{system: "linux", tags: name})
		}
	}
	return list
}

// constraintTags are the names in a file's `//go:build` line.
func constraintTags(text string) []string {
	var tags []string
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "package ") {
			break
		}
		if !constraint.IsGoBuild(line) {
			continue
		}
		expression, err := constraint.Parse(line)
		if err != nil {
			continue
		}
		expression.Eval(func(tag string) bool {
			tags = append(tags, tag)
			return true
		})
	}
	return tags
}

// isIgnored tells whether a file is a program of its own that no package holds.
func isIgnored(text string) bool {
	for _, tag := range constraintTags(text) {
		if tag == "ignore" {
			return true
		}
	}
	return false
}

// alone lists the programs that only `go run FILE` builds: those that are excluded by a
// tag, and those of a folder that has several.
func alone(files map[string]string) []string {
	mains := map[string]int{}
	for name, text := range files {
		if isProgram(name, text) {
			mains[path.Dir(name)]++
		}
	}
	var list []string
	for name, text := range files {
		if strings.HasSuffix(name, ".go") && isIgnored(text) || isProgram(name, text) && mains[path.Dir(name)] > 1 {
			list = append(list, name)
		}
	}
	sort.Strings(list)
	return list
}

func isProgram(name, text string) bool {
	return strings.HasSuffix(name, ".go") && len(constraintTags(text)) == 0 && strings.Contains(text, "\nfunc main() ")
}
