#include "CWebAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#if !__has_embed("../../.assets/echarts/index.js")                                                 \
    || !__has_embed("../../.assets/echarts/index-DlVyZyb_.js")                                     \
    || !__has_embed("../../.assets/htmx/htmx.min.js")
#error "The browser's libraries are missing: run `make setup-run`, or scripts/fetch-assets.sh alone."
#else

static const uint8_t echarts_entry[] = {
#embed "../../.assets/echarts/index.js"
};

static const uint8_t echarts_library[] = {
#embed "../../.assets/echarts/index-DlVyZyb_.js"
};

static const uint8_t htmx[] = {
#embed "../../.assets/htmx/htmx.min.js"
};

const uint8_t *countinghouse_asset_bytes(countinghouse_asset asset, size_t *size) {
    switch (asset) {
    case countinghouse_echarts_entry:
        *size = sizeof echarts_entry;
        return echarts_entry;
    case countinghouse_echarts_library:
        *size = sizeof echarts_library;
        return echarts_library;
    case countinghouse_htmx:
        *size = sizeof htmx;
        return htmx;
    }
    *size = 0;
    return NULL;
}

#endif
