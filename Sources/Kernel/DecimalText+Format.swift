extension DecimalText {
    /// The amount with all its decimals: `-0.05`, `1234.50`, `1234` without decimals.
    ///
    /// - Parameter decimals: 0…18.
    package static func formatMinorUnits(_ minorUnits: Int64, decimals: Int) -> String {
        // 19 digits, sign and point; leading zeros only when there are fewer digits.
        String(unsafeUninitializedCapacity: 24) { buffer in
            var digits = DecimalDigits(minorUnits, decimals: decimals)
            var count = 0
            while let byte = digits.next() {
                buffer[count] = byte
                count += 1
            }
            return count
        }
    }

    /// Appends the same text; nothing is allocated unless `bytes` has to grow.
    package static func append(
        _ minorUnits: Int64, decimals: Int, to bytes: inout [UInt8]
    ) {
        var digits = DecimalDigits(minorUnits, decimals: decimals)
        while let byte = digits.next() { bytes.append(byte) }
    }
}
