/// A page's Mustache template, carried in the binary.
package struct PageTemplate: Sendable {
    package let name: String
    package let source: String

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        source = String(decoding: bytes, as: UTF8.self)
    }
}
