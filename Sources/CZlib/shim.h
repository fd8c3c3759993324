#ifndef SUNSET_ZLIB_H
#define SUNSET_ZLIB_H

#include <zlib.h>

/* A macro that Swift cannot see: 16 asks for a gzip member. */
static inline int sunset_inflate_init_gzip(z_streamp stream) { return inflateInit2(stream, 16 + MAX_WBITS); }

#endif
