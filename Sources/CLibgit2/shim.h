// libgit2, and what Swift cannot import of it: the variadic options call, one
// wrapper for each option that is used.
#ifndef CLIBGIT2_SHIM_H
#define CLIBGIT2_SHIM_H
#include <git2.h>
#endif
