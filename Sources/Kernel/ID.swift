/// A row's identity, typed by what it identifies so that ids of two things cannot be mixed up.
///
/// Texts and JSON carry it as a decimal string: a JavaScript number loses digits above 2⁵³.
package struct ID<Tag>: Hashable, Sendable {
    /// The number in the database, a `bigint`.
    package let rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// The same with a label, as types with a raw value have it.
    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

extension ID: LosslessStringConvertible {
    /// Reads a positive decimal number without sign, spaces or leading zeros.
    package init?(_ description: String) {
        self.init(description[...])
    }

    /// Reads a positive decimal number without sign, spaces or leading zeros.
    package init?(_ description: Substring) {
        var value: Int64 = 0
        for byte in description.utf8 {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            let (tenfold, multiplyOverflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, addOverflow) = tenfold.addingReportingOverflow(Int64(byte - 0x30))
            guard !multiplyOverflow, !addOverflow, sum > 0 else { return nil }
            value = sum
        }
        guard value > 0 else { return nil }
        self.init(value)
    }

    package var description: String { String(rawValue) }
}

extension ID: Comparable {
    package static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = ID(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "An id is a positive number in quotes.")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
