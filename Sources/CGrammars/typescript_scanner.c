#include "typescript/src/scanner.c"
