/// Finds the words for a text that is not a number.
enum DecimalDiagnosis {
    /// - Parameters:
    ///   - rest: the text from the first byte that does not belong.
    ///   - accumulator: what was read before it.
    static func reason(
        _ rest: Span<UInt8>, in accumulator: DecimalAccumulator
    ) -> DecimalError {
        let first = lowercased(rest, 0)
        if accumulator.digits == 0 {
            if starts(rest, with: "nan") || starts(rest, with: "inf") { return .notFinite }
            // Spreadsheets write #N/A, #DIV/0! and the like.
            if first == UInt8(ascii: "#"), Currency.upperLetter(lowercased(rest, 1)) != nil {
                return .notFinite
            }
            return .notANumber
        }
        if first == UInt8(ascii: "x"), accumulator.digits == 1 { return .hexadecimal }
        if first == UInt8(ascii: "e") {
            var index = 1
            if lowercased(rest, 1) == UInt8(ascii: "+") || lowercased(rest, 1) == 0x2D {
                index = 2
            }
            return ASCII.isDigit(lowercased(rest, index)) ? .exponent : .notANumber
        }
        return .notANumber
    }

    private static func starts(_ bytes: Span<UInt8>, with word: StaticString) -> Bool {
        word.withUTF8Buffer { letters in
            for (index, letter) in letters.enumerated()
            where lowercased(bytes, index) != letter { return false }
            return true
        }
    }

    /// The byte at an index with letters in lower case; 0 behind the end.
    private static func lowercased(_ bytes: Span<UInt8>, _ index: Int) -> UInt8 {
        guard index < bytes.count else { return 0 }
        let byte = bytes[index]
        return Currency.upperLetter(byte) == nil ? byte : byte | 0x20
    }
}
