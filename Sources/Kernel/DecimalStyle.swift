/// Which sign separates decimals in a text; the other of the two groups thousands.
package enum DecimalStyle: String, Hashable, Sendable, CaseIterable, Codable {
    /// `1,234.50`
    case point
    /// `1.234,50`
    case comma

    var decimalSeparator: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
    var groupSeparator: UInt8 { self == .point ? UInt8(ascii: ",") : UInt8(ascii: ".") }
}
