package main

import (
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"sort"
	"strings"
)

// The standard library, checked once for all sets.
var (
	positions = token.NewFileSet()
	library   = importer.ForCompiler(positions, "source", nil)
)

// liveness gathers, over every configuration of one tree, what is declared and which
// declaration mentions which.
type liveness struct {
	declared map[string]bool
	// By what mentions; "" is what always runs.
	mentions map[string]map[string]bool
	tested   map[string]bool
}

// unused names what is declared and never read: by nothing at all, or only by tests,
// or only by what is unused itself.
func unused(files map[string]string) []string {
	state := liveness{map[string]bool{}, map[string]map[string]bool{}, map[string]bool{}}
	for _, configuration := range configurations(files) {
		tree := newTree(files, configuration)
		for _, folder := range tree.folders() {
			tree.check(folder, &state)
		}
		for _, name := range alone(files) {
			tree.checkFiles(path.Dir(name)+":"+name, []string{name}, &state)
		}
	}
	live := map[string]bool{}
	var reach func(string)
	reach = func(name string) {
		for other := range state.mentions[name] {
			if !live[other] {
				live[other] = true
				reach(other)
			}
		}
	}
	reach("")
	var found []string
	for name := range state.declared {
		if !live[name] {
			found = append(found, "unused "+name)
		}
	}
	return found
}

// tree is one set of files in one configuration.
type tree struct {
	files    map[string]string
	context  build.Context
	modules  map[string]string // folder by module path
	programs map[string]bool
	packages map[string]*types.Package
	parsed   map[string]*ast.File
}

func newTree(files map[string]string, of configuration) *tree {
	context := build.Default
	context.GOOS, context.CgoEnabled = of.system, false
	if of.tags != "" {
		context.BuildTags = []string{of.tags}
	}
	modules := map[string]string{}
	for name, text := range files {
		if path.Base(name) != "go.mod" {
			continue
		}
		for _, line := range strings.Split(text, "\n") {
			if after, ok := strings.CutPrefix(line, "module "); ok {
				modules[strings.TrimSpace(after)] = path.Dir(name)
			}
		}
	}
	programs := map[string]bool{}
	for _, name := range alone(files) {
		programs[name] = true
	}
	return &tree{files, context, modules, programs, map[string]*types.Package{}, map[string]*ast.File{}}
}

func (t *tree) folders() []string {
	set := map[string]bool{}
	for name := range t.files {
		if strings.HasSuffix(name, ".go") {
			set[path.Dir(name)] = true
		}
	}
	return keys(set)
}

// isBuilt tells whether this configuration compiles the file.
func (t *tree) isBuilt(name string) bool {
	text := t.files[name]
	if t.programs[name] || !strings.HasSuffix(name, ".go") {
		return false
	}
	base := strings.TrimSuffix(strings.TrimSuffix(path.Base(name), ".go"), "_test")
	for _, part := range strings.Split(base, "_")[1:] {
		if (systems[part] || part == "linux") && part != t.context.GOOS {
			return false
		}
	}
	return t.satisfies(text)
}

func (t *tree) satisfies(text string) bool {
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "package ") {
			return true
		}
		if strings.HasPrefix(line, "//go:build ") {
			return evaluate(line, func(tag string) bool {
				return tag == t.context.GOOS || tag == "unix" && t.context.GOOS != "windows" ||
					tag == t.context.GOARCH || strings.HasPrefix(tag, "go1.") ||
					len(t.context.BuildTags) > 0 && t.context.BuildTags[0] == tag
			})
		}
	}
	return true
}

// Import finds a package of the tree, or of the library.
func (t *tree) Import(name string) (*types.Package, error) {
	if found := t.packages[name]; found != nil {
		return found, nil
	}
	folder, ok := t.folder(name)
	if !ok {
		return library.Import(name)
	}
	return t.checkFiles(folder, t.sources(folder, false, ""), nil)
}

// folder is where a package of the tree lies.
func (t *tree) folder(name string) (string, bool) {
	for module, folder := range t.modules {
		if name == module || strings.HasPrefix(name, module+"/") {
			return path.Join(folder, strings.TrimPrefix(name, module)), true
		}
	}
	return "", false
}

// importPath is the other way round.
func (t *tree) importPath(folder string) string {
	best := ""
	for module, root := range t.modules {
		if root == "." || folder == root || strings.HasPrefix(folder, root+"/") {
			if best == "" || len(root) > len(t.modules[best]) {
				best = module
			}
		}
	}
	root := t.modules[best]
	if root == "." {
		return path.Join(best, folder)
	}
	return best + strings.TrimPrefix(folder, root)
}

func (t *tree) parse(name string) *ast.File {
	if t.parsed[name] == nil {
		file, _ := parser.ParseFile(positions, name, t.files[name], parser.ParseComments|parser.SkipObjectResolution)
		t.parsed[name] = file
	}
	return t.parsed[name]
}

// sources lists a folder's files: without tests, or with them; of an external test
// package, if one is named.
func (t *tree) sources(folder string, tests bool, external string) []string {
	var list []string
	for name := range t.files {
		if path.Dir(name) != folder || !t.isBuilt(name) {
			continue
		}
		isTest := strings.HasSuffix(name, "_test.go")
		file := t.parse(name)
		if file == nil {
			continue
		}
		isExternal := isTest && strings.HasSuffix(file.Name.Name, "_test")
		if external == "" && !isExternal && (tests || !isTest) || external != "" && isExternal {
			list = append(list, name)
		}
	}
	sort.Strings(list)
	return list
}

// check notes what the packages of a folder declare and mention.
func (t *tree) check(folder string, state *liveness) {
	t.checkFiles(folder, t.sources(folder, true, ""), state)
	t.checkFiles(folder+" tests", t.sources(folder, false, "external"), state)
}

func (t *tree) checkFiles(folder string, names []string, state *liveness) (*types.Package, error) {
	if len(names) == 0 {
		return nil, &missing{folder}
	}
	var files []*ast.File
	for _, name := range names {
		if file := t.parse(name); file != nil {
			files = append(files, file)
		}
	}
	info := &types.Info{
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Types: map[ast.Expr]types.TypeAndValue{},
	}
	settings := types.Config{Importer: t, Error: func(error) {}, FakeImportC: true}
	name := t.importPath(folder)
	checked, _ := settings.Check(name, positions, files, info)
	if state == nil {
		t.packages[name] = checked
	} else {
		state.add(checked, files, info)
	}
	return checked, nil
}

type missing struct{ folder string }

func (m *missing) Error() string { return "no Go files in " + m.folder }
