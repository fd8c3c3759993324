#include "lib.c"
