package main

import (
	"go/ast"
	"go/build/constraint"
	"go/token"
	"go/types"
	"strings"
)

func evaluate(line string, holds func(string) bool) bool {
	expression, err := constraint.Parse(line)
	return err != nil || expression.Eval(holds)
}

// add notes what a checked package declares, and what mentions what.
func (s *liveness) add(of *types.Package, files []*ast.File, info *types.Info) {
	for _, file := range files {
		isTest := strings.HasSuffix(positions.File(file.Pos()).Name(), "_test.go")
		for _, declaration := range file.Decls {
			switch node := declaration.(type) {
			case *ast.FuncDecl:
				s.addFunction(node, info, isTest)
			case *ast.GenDecl:
				for _, spec := range node.Specs {
					s.addSpec(spec, node.Tok, info, isTest)
				}
			}
		}
	}
	s.addInterfaces(of, info)
}

// key names an object the same way in each configuration, or is "".
func key(object types.Object) string {
	if object == nil || object.Pkg() == nil {
		return ""
	}
	from := strings.TrimPrefix(object.Pkg().Path(), "example.com/app") + "."
	switch object := object.(type) {
	case *types.Func:
		object = object.Origin()
		if receiver := object.Signature().Recv(); receiver != nil {
			return from + typeName(receiver.Type()) + "." + object.Name()
		}
		return from + object.Name()
	case *types.Var:
		object = object.Origin()
		if object.IsField() {
			return from + "field " + object.Name() + " in " + positions.Position(object.Pos()).Filename
		}
		if object.Parent() == object.Pkg().Scope() {
			return from + object.Name()
		}
		return ""
	case *types.TypeName, *types.Const:
		if object.Parent() == object.Pkg().Scope() {
			return from + object.Name()
		}
	}
	return ""
}

func typeName(of types.Type) string {
	if pointer, ok := of.(*types.Pointer); ok {
		of = pointer.Elem()
	}
	if named, ok := of.(*types.Named); ok {
		return named.Obj().Name()
	}
	return "interface"
}

func (s *liveness) mention(from, to string) {
	if to == "" {
		return
	}
	if s.mentions[from] == nil {
		s.mentions[from] = map[string]bool{}
	}
	s.mentions[from][to] = true
}

func (s *liveness) declare(name string) {
	if name != "" && !strings.HasSuffix(name, "._") {
		s.declared[name] = true
	}
}

// addFunction notes a function, its parameters and what it mentions.
func (s *liveness) addFunction(node *ast.FuncDecl, info *types.Info, isTest bool) {
	name := key(info.Defs[node.Name])
	plain := node.Recv == nil && (node.Name.Name == "main" || node.Name.Name == "init")
	if plain || isTest && node.Recv == nil && isEntry(node.Name.Name) {
		name = ""
	} else {
		s.declare(name)
	}
	s.addMentions(name, node, info, isTest)
	if node.Body == nil || node.Recv != nil || name == "" {
		return
	}
	read := map[types.Object]bool{}
	ast.Inspect(node.Body, func(inner ast.Node) bool {
		if identifier, ok := inner.(*ast.Ident); ok {
			read[info.Uses[identifier]] = true
		}
		return true
	})
	for _, field := range node.Type.Params.List {
		for _, parameter := range field.Names {
			if parameter.Name != "_" && !read[info.Defs[parameter]] {
				s.declare(name + " parameter " + parameter.Name)
			}
		}
	}
}

func isEntry(name string) bool {
	for _, prefix := range []string{"Test", "Benchmark", "Example", "Fuzz"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func (s *liveness) addSpec(spec ast.Spec, kind token.Token, info *types.Info, isTest bool) {
	switch node := spec.(type) {
	case *ast.TypeSpec:
		name := key(info.Defs[node.Name])
		s.declare(name)
		s.addMentions(name, node, info, isTest)
		ast.Inspect(node.Type, func(inner ast.Node) bool {
			list, ok := inner.(*ast.StructType)
			if !ok {
				return true
			}
			for _, field := range list.Fields.List {
				for _, identifier := range field.Names {
					// A tag means that other code reads it by reflection.
					if field.Tag == nil {
						s.declare(key(info.Defs[identifier]))
					}
				}
			}
			return true
		})
	case *ast.ValueSpec:
		for _, identifier := range node.Names {
			name := key(info.Defs[identifier])
			if identifier.Name == "_" {
				name = ""
			} else {
				s.declare(name)
			}
			for _, value := range node.Values {
				// A variable's value is computed whether it is read or not, but that alone
				// makes nothing worth keeping.
				s.addMentions(name, value, info, isTest)
			}
			if node.Type != nil {
				s.addMentions(name, node.Type, info, isTest)
			}
		}
	}
}

// addMentions notes what is read below a node. What is only written is not read.
func (s *liveness) addMentions(from string, node ast.Node, info *types.Info, isTest bool) {
	written := map[*ast.Ident]bool{}
	ast.Inspect(node, func(inner ast.Node) bool {
		switch inner := inner.(type) {
		case *ast.AssignStmt:
			for _, left := range inner.Lhs {
				if selector, ok := left.(*ast.SelectorExpr); ok && inner.Tok == token.ASSIGN {
					written[selector.Sel] = true
				}
			}
		case *ast.KeyValueExpr:
			if identifier, ok := inner.Key.(*ast.Ident); ok {
				if field, ok := info.Uses[identifier].(*types.Var); ok && field.IsField() {
					written[identifier] = true
				}
			}
		}
		return true
	})
	ast.Inspect(node, func(inner ast.Node) bool {
		identifier, ok := inner.(*ast.Ident)
		if !ok || written[identifier] {
			return true
		}
		name := key(info.Uses[identifier])
		if name == "" {
			return true
		}
		// References from tests count only for what tests declare.
		if isTest {
			object := info.Uses[identifier]
			if !strings.HasSuffix(positions.Position(object.Pos()).Filename, "_test.go") {
				return true
			}
		}
		s.mention(from, name)
		return true
	})
}

// addInterfaces takes a method for read if an interface that the package can see asks
// for it.
func (s *liveness) addInterfaces(of *types.Package, info *types.Info) {
	if of == nil {
		return
	}
	var interfaces []*types.Interface
	gather := func(scope *types.Scope) {
		for _, name := range scope.Names() {
			if object, ok := scope.Lookup(name).(*types.TypeName); ok {
				if found, ok := object.Type().Underlying().(*types.Interface); ok && found.NumMethods() > 0 {
					interfaces = append(interfaces, found)
				}
			}
		}
	}
	gather(of.Scope())
	gather(types.Universe)
	seen := map[*types.Package]bool{}
	var visit func(*types.Package)
	visit = func(other *types.Package) {
		if !seen[other] {
			seen[other] = true
			gather(other.Scope())
			for _, next := range other.Imports() {
				visit(next)
			}
		}
	}
	for _, other := range of.Imports() {
		visit(other)
	}
	for _, value := range info.Types {
		if found, ok := value.Type.(*types.Interface); ok && value.IsType() && found.NumMethods() > 0 {
			interfaces = append(interfaces, found)
		}
	}
	for _, name := range of.Scope().Names() {
		object, ok := of.Scope().Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		named, ok := object.Type().(*types.Named)
		if !ok || types.IsInterface(named) {
			continue
		}
		for _, one := range interfaces {
			if !types.Implements(types.NewPointer(named), one) {
				continue
			}
			for number := range one.NumMethods() {
				method, _, _ := types.LookupFieldOrMethod(types.NewPointer(named), true, of, one.Method(number).Name())
				s.mention(key(object), key(method))
			}
		}
	}
}
