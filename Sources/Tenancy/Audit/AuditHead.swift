/// The end of the chain of seals, kept outside the database: what is cut off there is missed here.
package struct AuditHead: Hashable, Sendable {
    package let number: Int64
    package let hash: [UInt8]

    package init(number: Int64, hash: [UInt8]) {
        self.number = number
        self.hash = hash
    }

    /// The number and the hash in hexadecimal, as a line.
    package init?(text: String) {
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let number = Int64(parts[0]), number > 0, parts[1].count == 64
        else { return nil }
        var hash: [UInt8] = []
        var rest = parts[1]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            hash.append(byte)
            rest = rest.dropFirst(2)
        }
        self.init(number: number, hash: hash)
    }

    package var text: String {
        let digits = hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(number) \(digits)\n"
    }
}
