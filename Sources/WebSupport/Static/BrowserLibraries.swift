import CWebAssets

/// Libraries for the browser that are not ours.
enum BrowserLibraries {
    static let htmx = StaticFile.script("htmx.js", bytes(of: countinghouse_htmx))
    static let echarts = StaticFile.bundle([
        .script("echarts/index.js", bytes(of: countinghouse_echarts_entry)),
        .script("echarts/index-DlVyZyb_.js", bytes(of: countinghouse_echarts_library)),
    ])

    static let swagger = StaticFile.script("swagger-ui.js", bytes(of: countinghouse_swagger))
    static let swaggerStyle = StaticFile.stylesheet(
        "swagger-ui.css", bytes(of: countinghouse_swagger_style))
    static let redoc = StaticFile.script("redoc.js", bytes(of: countinghouse_redoc))

    private static func bytes(of asset: countinghouse_asset) -> [UInt8] {
        var size = 0
        guard let bytes = countinghouse_asset_bytes(asset, &size) else { return [] }
        return Array(UnsafeBufferPointer(start: bytes, count: size))
    }
}
