#ifndef COUNTINGHOUSE_CZLIB_SHIM_H
#define COUNTINGHOUSE_CZLIB_SHIM_H

#include <zlib.h>

// Begins to unpack gzip data: inflateInit2 is a macro, which Swift does not see.
static inline int countinghouse_gunzip_begin(z_stream *stream) {
    return inflateInit2(stream, 16 + MAX_WBITS);
}

#endif
