/// A command with its arguments, each of any bytes.
package struct RedisCommand: Sendable {
    let parts: [[UInt8]]

    package init(_ parts: String...) { self.init(parts) }

    package init(_ parts: [String]) { self.init(parts.map { Array($0.utf8) }) }

    package init(_ parts: [[UInt8]]) { self.parts = parts }
}
