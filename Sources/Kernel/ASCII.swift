/// Small helpers for reading and writing ASCII numbers.
enum ASCII {
    static let zero = UInt8(ascii: "0")

    static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

    /// The number two digits make, or nil when either is no digit. Both must be in range.
    static func twoDigits(_ bytes: Span<UInt8>, at index: Int) -> Int? {
        let tens = bytes[index] &- zero
        let ones = bytes[index + 1] &- zero
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }

    /// Appends 0…99 as two digits.
    static func appendTwoDigits(_ value: Int, to bytes: inout [UInt8]) {
        bytes.append(zero + UInt8(value / 10))
        bytes.append(zero + UInt8(value % 10))
    }
}
