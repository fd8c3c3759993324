#include "go/src/parser.c"
