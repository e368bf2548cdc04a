/// A file that pages refer to, carried in the binary.
package struct StaticFile: Sendable {
    package let name: String
    package let contentType: String
    package let bytes: [UInt8]
    /// Where it is served. The address changes with the content, so that browsers may keep the
    /// file for good and still never use an old one.
    package let path: String

    package init(name: String, contentType: String, bytes: [UInt8]) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
        path = "/static/\(ContentHash(bytes).hexadecimal.prefix(16))/\(name)"
    }
}
