#ifndef COUNTINGHOUSE_CWEBASSETS_H
#define COUNTINGHOUSE_CWEBASSETS_H

#include <stddef.h>
#include <stdint.h>

/// The browser's libraries, carried in the binary.
typedef enum {
    /// The chart library's entry, an ES module, and the file that it imports by name.
    countinghouse_echarts_entry,
    countinghouse_echarts_library,
    countinghouse_htmx,
    /// What shows the description of the API, to be tried and to be read.
    countinghouse_swagger,
    countinghouse_swagger_style,
    countinghouse_redoc,
} countinghouse_asset;

/// The bytes of one of them, which stay for good.
const uint8_t *countinghouse_asset_bytes(countinghouse_asset asset, size_t *size);

#endif
