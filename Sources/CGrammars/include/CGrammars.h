// The grammars, compiled from the sources that Scripts/bootstrap fetches.
#ifndef CGRAMMARS_H
#define CGRAMMARS_H
#include "CTreeSitter.h"
const TSLanguage *tree_sitter_golang(void);
const TSLanguage *tree_sitter_javascript(void);
const TSLanguage *tree_sitter_tsx(void);
const TSLanguage *tree_sitter_typescript(void);
#endif
