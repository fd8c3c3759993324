package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// The module that every set is, unless it says otherwise.
const plainModule = "module example.com/app\n\ngo 1.22\n"

// compileAll lets the compiler see each set in every configuration that it names.
//
// Sets that are plain modules are compiled together, as folders of one module, since
// starting the compiler takes longer than its work here. Those in which something is
// found then are compiled again alone, so that none can disturb another.
func compileAll(sets []map[string]string) [][]string {
	results := make([][]string, len(sets))
	clean := compileTogether(sets)
	var group sync.WaitGroup
	slots := make(chan struct{}, 2)
	for number, files := range sets {
		if clean[number] {
			continue
		}
		group.Add(1)
		slots <- struct{}{}
		go func() {
			defer group.Done()
			results[number] = compile(files)
			<-slots
		}()
	}
	group.Wait()
	return results
}

// printAll runs the program in each set's root and gives the lines that it prints.
func printAll(sets []map[string]string) [][]string {
	printed := make([][]string, len(sets))
	root := temporaryFolder()
	defer os.RemoveAll(root)
	write(root, "go.mod", "module example.com/sets\n\ngo 1.22\n")
	for number, files := range sets {
		writeSet(root, number, files)
	}
	programs := filepath.Join(root, "programs")
	command := command(root, configurationOf("linux"), "build", "-o", programs+"/", "./...")
	// What does not compile is found elsewhere, and keeps the others from being built.
	if output, err := command.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "check: not run: %s\n", output)
		return printed
	}
	for number := range sets {
		output, err := exec.Command(filepath.Join(programs, strconv.Itoa(number))).CombinedOutput()
		for _, line := range strings.Split(strings.TrimSpace(string(output)), "\n") {
			printed[number] = append(printed[number], "prints "+line)
		}
		if err != nil {
			printed[number] = append(printed[number], "prints "+err.Error())
		}
	}
	return printed
}

// compileTogether tells in which plain sets nothing is found.
func compileTogether(sets []map[string]string) []bool {
	clean := make([]bool, len(sets))
	root := temporaryFolder()
	defer os.RemoveAll(root)
	write(root, "go.mod", "module example.com/sets\n\ngo 1.22\n")
	for number, files := range sets {
		if !isPlain(files) {
			continue
		}
		clean[number] = true
		writeSet(root, number, files)
	}
	found := map[string]bool{}
	run(found, root, configurationOf("linux"), "vet", "./...")
	for diagnostic := range found {
		match := placeInSet.FindStringSubmatch(diagnostic)
		if match == nil {
			// It is about no set in particular: the compiler gave up on all of them.
			return make([]bool, len(sets))
		}
		number, _ := strconv.Atoi(match[1])
		clean[number] = false
	}
	return clean
}

var placeInSet = regexp.MustCompile(`^vet (\d+)/`)

// isPlain tells whether a set may lie beside others in one module.
func isPlain(files map[string]string) bool {
	for name := range files {
		if filepath.Base(name) == "go.mod" && name != "go.mod" {
			return false
		}
	}
	return files["go.mod"] == plainModule && len(configurations(files)) == 1 && len(alone(files)) == 0
}

// compile writes the files to a folder of their own and compiles them in every
// configuration that they name.
func compile(files map[string]string) []string {
	root := temporaryFolder()
	defer os.RemoveAll(root)
	for name, text := range files {
		write(root, name, text)
	}
	found := map[string]bool{}
	for _, configuration := range configurations(files) {
		run(found, root, configuration, "vet", "./...")
	}
	programs := alone(files)
	for diagnostic := range found {
		// The compiler takes the programs of one folder for one package.
		if len(programs) > 0 && redeclared.MatchString(diagnostic) {
			delete(found, diagnostic)
		}
	}
	for _, name := range programs {
		run(found, root, configurationOf("linux"), "vet", name)
	}
	return keys(found)
}

var redeclared = regexp.MustCompile(`redeclared in this block$|other declaration of `)

// writeSet writes a plain set as a folder of one module.
func writeSet(root string, number int, files map[string]string) {
	own := fmt.Sprintf("example.com/sets/%d", number)
	for name, text := range files {
		if name != "go.mod" {
			write(filepath.Join(root, strconv.Itoa(number)), name, strings.ReplaceAll(text, "example.com/app", own))
		}
	}
}

func temporaryFolder() string {
	root, err := os.MkdirTemp("", "check-go-")
	if err != nil {
		fail(err)
	}
	return root
}

func write(root, name, text string) {
	path := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		fail(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		fail(err)
	}
}

var place = regexp.MustCompile(`^(?:vet: )?(?:\./)?([^\s:]+\.go):\d+(?::\d+)?: (.*)$`)

func command(root string, of configuration, arguments ...string) *exec.Cmd {
	command := exec.Command("go", arguments...)
	command.Dir = root
	command.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOOS="+of.system, "CGO_ENABLED=0", "GOWORK=off")
	return command
}

// run adds what the command finds.
func run(found map[string]bool, root string, of configuration, arguments ...string) {
	if of.tags != "" {
		arguments = append([]string{arguments[0], "-tags", of.tags}, arguments[1:]...)
	}
	output, err := command(root, of, arguments...).CombinedOutput()
	if err == nil {
		return
	}
	some := false
	for _, line := range strings.Split(string(output), "\n") {
		line = strings.TrimSpace(strings.ReplaceAll(line, root+"/", ""))
		if strings.Contains(line, "no packages") {
			some = true
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "warning: ") {
			continue
		}
		some = true
		if match := place.FindStringSubmatch(line); match != nil {
			found["vet "+match[1]+" "+match[2]] = true
		} else {
			found["vet "+line] = true
		}
	}
	if !some {
		found["vet failed: "+err.Error()] = true
	}
}
