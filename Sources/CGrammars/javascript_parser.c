#include "javascript/src/parser.c"
