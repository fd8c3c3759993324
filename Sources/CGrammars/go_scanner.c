#include "go/src/scanner.c"
