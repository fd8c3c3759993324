#include "typescript/src/parser.c"
