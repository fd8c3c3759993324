#include "tsx/src/parser.c"
