#include "javascript/src/scanner.c"
