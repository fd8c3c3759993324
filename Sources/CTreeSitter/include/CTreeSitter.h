// The tree-sitter runtime, from the sources that Scripts/bootstrap fetches.
// A relative path, since header search paths do not reach importers.
#ifndef CTREESITTER_H
#define CTREESITTER_H
#if !__has_include("../../../.deps/src/runtime/include/tree_sitter/api.h")
#error "tree-sitter sources are missing: run Scripts/bootstrap"
#endif
#include "../../../.deps/src/runtime/include/tree_sitter/api.h"
#endif
