/// A file that pages refer to, carried in the binary.
package struct StaticFile: Sendable {
    package let name: String
    package let contentType: String
    package let bytes: [UInt8]
    /// Where it is served. The address changes with the content, so that browsers may keep the
    /// file for good and still never use an old one.
    package let path: String

    package init(name: String, contentType: String, bytes: [UInt8]) {
        self.init(
            name: name, contentType: contentType, bytes: bytes, hash: ContentHash(bytes))
    }

    private init(name: String, contentType: String, bytes: [UInt8], hash: ContentHash) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
        path = "/static/\(hash.hexadecimal.prefix(16))/\(name)"
    }

    package static func stylesheet(_ name: String, _ bytes: [UInt8]) -> StaticFile {
        StaticFile(name: name, contentType: "text/css; charset=utf-8", bytes: bytes)
    }

    package static func script(_ name: String, _ bytes: [UInt8]) -> StaticFile {
        StaticFile(name: name, contentType: "text/javascript; charset=utf-8", bytes: bytes)
    }

    /// Files that refer to each other by relative names: their addresses change together.
    package static func bundle(_ files: [StaticFile]) -> [StaticFile] {
        let hash = ContentHash(files.flatMap(\.bytes))
        return files.map {
            StaticFile(name: $0.name, contentType: $0.contentType, bytes: $0.bytes, hash: hash)
        }
    }
}
