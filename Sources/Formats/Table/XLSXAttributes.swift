/// An element's attributes, as the parser holds them during a call.
struct XLSXAttributes {
    /// Five pointers an attribute: name, prefix, namespace, value and the value's end.
    private let fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    private let count: Int

    init(fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int32) {
        self.fields = fields
        self.count = fields == nil ? 0 : Int(count)
    }

    /// The value's bytes, without a copy; any prefix of the name is good.
    func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        guard let fields else { return nil }
        for index in 0..<count {
            let field = fields + index * 5
            guard let found = field[0], let start = field[3], let end = field[4],
                XLSXName(bytes: found).isEqual(name)
            else { continue }
            return UnsafeBufferPointer(start: start, count: end - start)
        }
        return nil
    }

    func text(_ name: StaticString) -> String? {
        bytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A whole number of at most nine digits.
    func integer(_ name: StaticString) -> Int? { bytes(name).flatMap(XLSXAttributes.integer) }

    /// A switch: "1" and "true" are on.
    func isOn(_ name: StaticString) -> Bool {
        let text = text(name)
        return text == "1" || text == "true"
    }

    static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
