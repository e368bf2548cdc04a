#include "CWebAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

#if !__has_embed("../../.assets/echarts/index.js")                                                 \
    || !__has_embed("../../.assets/echarts/index-DlVyZyb_.js")                                     \
    || !__has_embed("../../.assets/htmx/htmx.min.js")                                              \
    || !__has_embed("../../.assets/swagger/swagger-ui.js")                                         \
    || !__has_embed("../../.assets/swagger/swagger-ui.css")                                        \
    || !__has_embed("../../.assets/redoc/redoc.js")
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

static const uint8_t swagger[] = {
#embed "../../.assets/swagger/swagger-ui.js"
};

static const uint8_t swagger_style[] = {
#embed "../../.assets/swagger/swagger-ui.css"
};

static const uint8_t redoc[] = {
#embed "../../.assets/redoc/redoc.js"
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
    case countinghouse_swagger:
        *size = sizeof swagger;
        return swagger;
    case countinghouse_swagger_style:
        *size = sizeof swagger_style;
        return swagger_style;
    case countinghouse_redoc:
        *size = sizeof redoc;
        return redoc;
    }
    *size = 0;
    return NULL;
}

#endif
