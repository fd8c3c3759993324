// Command check judges small trees of Go files by the real compiler, many in one
// process, so that the standard library is checked only once.
//
//	go run Tests/Compilers/go/*.go [-run] < sets.json > diagnostics.json
//
// In: [{ "path": "text", … }, …], out: a list of diagnostics for each set, without
// lines, so that sets can be compared:
//
//	vet PATH MESSAGE   go vet, which also compiles every package and test
//	gofmt PATH         gofmt would change the file
//	prints LINE        with -run: what the program in the set's root prints
//	unused NAME        a declaration, field or parameter that no remaining code reads
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/format"
	"os"
	"slices"
	"sort"
	"strings"
)

func main() {
	var sets []map[string]string
	if err := json.NewDecoder(os.Stdin).Decode(&sets); err != nil {
		fail(err)
	}
	results := compileAll(sets)
	if slices.Contains(os.Args[1:], "-run") {
		printed := printAll(sets)
		for number := range sets {
			results[number] = append(results[number], printed[number]...)
		}
	}
	for number, files := range sets {
		// Never nil, which would be no list in JSON.
		results[number] = append(append([]string{}, results[number]...), unformatted(files)...)
		results[number] = append(results[number], unused(files)...)
		sort.Strings(results[number])
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "check:", err)
	os.Exit(1)
}

// unformatted tells which files gofmt would change.
func unformatted(files map[string]string) []string {
	var found []string
	for name, text := range files {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		// What does not parse is the compiler's to tell.
		formatted, err := format.Source([]byte(text))
		if err == nil && !bytes.Equal(formatted, []byte(text)) {
			found = append(found, "gofmt "+name)
		}
	}
	return found
}

func keys(set map[string]bool) []string {
	list := make([]string, 0, len(set))
	for key := range set {
		list = append(list, key)
	}
	sort.Strings(list)
	return list
}
