import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import WebSupport

@Suite struct `A static file` {
    private static func get(_ path: String, _ encodings: String?) async throws -> TestResponse {
        try await WebFixtures.withServer { client in
            var headers = HTTPFields()
            headers[.acceptEncoding] = encodings
            return try await client.execute(uri: path, method: .get, headers: headers)
        }
    }

    @Test(arguments: ["gzip", "gzip, deflate, br, zstd", "br, GZIP;q=0.8", "gzip; q=0.5"])
    func `is packed for who unpacks it`(_ encodings: String) async throws {
        let response = try await Self.get(BaseAssets.stylesheet.path, encodings)
        #expect(response.headers[.contentEncoding] == "gzip")
        #expect(response.headers[.contentType] == "text/css; charset=utf-8")
        #expect(response.body.readableBytes * 2 < BaseAssets.stylesheet.bytes.count)
        #expect(Array(response.body.readableBytesView.prefix(2)) == [0x1F, 0x8B])
    }

    @Test(arguments: [nil, "br", "identity", "gzip;q=0", "x-gzipped"])
    func `is plain for everybody else`(_ encodings: String?) async throws {
        let response = try await Self.get(BaseAssets.stylesheet.path, encodings)
        #expect(response.headers[.contentEncoding] == nil)
        #expect(Array(response.body.readableBytesView) == BaseAssets.stylesheet.bytes)
    }

    @Test func `tells caches what it depends on, and may be kept for good`() async throws {
        for encodings in ["gzip", nil] {
            let response = try await Self.get(BaseAssets.icon.path, encodings)
            #expect(response.headers[.vary] == "Accept-Encoding")
            #expect(response.headers[.cacheControl] == "public, max-age=31536000, immutable")
        }
    }

    /// Where the bytes are: those of another packing are elsewhere.
    private static func address(of buffer: ByteBuffer?) -> UnsafeRawPointer? {
        buffer?.withUnsafeReadableBytes { $0.baseAddress }
    }

    @Test func `is packed once`() {
        let body = StaticBody(Array(repeating: UInt8(ascii: "a"), count: 10_000))
        let first = body.packed
        #expect(first != nil)
        #expect(Self.address(of: first) == Self.address(of: body.packed))
    }

    @Test func `is left plain when packing saves nothing`() {
        #expect(Gzip.pack([1, 2, 3]) == nil)
        #expect(StaticBody([1, 2, 3]).packed == nil)
    }

    @Test func `has a new address whenever a file beside it changes`() {
        func paths(_ second: [UInt8]) -> [String] {
            StaticFile.bundle([.script("a.js", [1]), .script("b.js", second)]).map(\.path)
        }
        #expect(paths([2])[0] != paths([3])[0])
        #expect(paths([2])[0].dropLast(4) == paths([2])[1].dropLast(4))
    }
}

@Suite struct `The browser's libraries` {
    @Test func `are in the program`() async throws {
        try await WebFixtures.withServer { client in
            for file in BrowserLibraries.echarts + [BrowserLibraries.htmx] {
                let response = try await client.execute(uri: file.path, method: .get)
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "text/javascript; charset=utf-8")
                #expect(!response.text.contains("sourceMappingURL"))
            }
            #expect(BrowserLibraries.htmx.bytes.count > 40_000)
        }
    }

    @Test func `find each other: what the entry imports is served beside it`() throws {
        let entry = String(decoding: BrowserLibraries.echarts[0].bytes, as: UTF8.self)
        #expect(entry.contains("as echarts"))
        let imported = try #require(
            entry.split(separator: "from\"./").dropFirst().first?.prefix { $0 != "\"" })
        let folder = BrowserLibraries.echarts[0].path.dropLast("index.js".count)
        #expect(BrowserLibraries.echarts[1].path == folder + imported)
    }

    @Test func `and our own scripts import only what is served beside them`() {
        let names = BaseAssets.scripts.map(\.name)
        for script in BaseAssets.scripts {
            for part in String(decoding: script.bytes, as: UTF8.self).split(separator: "\"./")
                .dropFirst()
            {
                #expect(names.contains("app/" + part.prefix { $0 != "\"" }))
            }
        }
    }
}
