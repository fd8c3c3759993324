#include "tsx/src/scanner.c"
