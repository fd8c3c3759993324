// libgit2, and what Swift cannot import of it: the variadic options call, one
// wrapper for each option that is used.
#ifndef CLIBGIT2_SHIM_H
#define CLIBGIT2_SHIM_H
#include <git2.h>
#include <git2/sys/mempack.h>

/// Reads without hashing every object again, as git itself does.
static inline int sunset_git_skip_hash_verification(void) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

/// Has packs, refs and reflogs flushed to the disk before they count as written.
static inline int sunset_git_enable_fsync(void) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
}

/// Lets repositories open that declare extensions which change nothing of what
/// is read or written here: settings of one work tree, and the promise never to
/// delete objects.
static inline int sunset_git_accept_harmless_extensions(void) {
  const char *names[] = {"worktreeconfig", "preciousobjects"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof(names) / sizeof(names[0]));
}

#endif
