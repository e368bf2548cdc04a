/// A spreadsheet's number as an exact decimal of at most fifteen significant digits, which is
/// all that a spreadsheet itself shows of its doubles.
struct XLSNumber {
    /// Beyond any double's; more would only print zeros.
    private static let scaleMax = 400

    private let isNegative: Bool
    /// Without zeros at the end.
    private let digits: UInt64
    /// How many of the digits stand after the point; negative for zeros before it.
    private let scale: Int

    /// Reads digits with a point and an exponent, such as `-1.5E-3`. The sixteenth digit rounds
    /// the fifteenth, half away from zero.
    ///
    /// - Returns: Nil for anything else, and for sizes that no double has.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var scan = Scan(text)
        guard scan.readMantissa(), scan.readExponent() else { return nil }
        var (digits, scale) = (scan.digits, scan.scale)
        if scan.digitCount == Scan.digitsMax {
            digits = (digits + 5) / 10
            scale -= 1
        }
        while digits != 0, digits % 10 == 0 {
            digits /= 10
            scale -= 1
        }
        if digits == 0 { scale = 0 }
        guard abs(scale) <= Self.scaleMax else { return nil }
        isNegative = scan.isNegative && digits != 0
        self.digits = digits
        self.scale = scale
    }

    /// With a point and no exponent: "-0.0015".
    var plain: String {
        let count = digitCount
        let zerosBefore = max(0, scale - count + 1)
        let length =
            (isNegative ? 1 : 0) + zerosBefore + count + (scale > 0 ? 1 : 0) + max(0, -scale)
        return String(unsafeUninitializedCapacity: length) { buffer in
            buffer.initialize(repeating: UInt8(ascii: "0"))
            var place = length - 1 - max(0, -scale)
            var rest = digits
            var written = 0
            while written < zerosBefore + count {
                if scale > 0, written == scale {
                    buffer[place] = UInt8(ascii: ".")
                    place -= 1
                }
                buffer[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
                place -= 1
                written += 1
            }
            if isNegative { buffer[0] = UInt8(ascii: "-") }
            return length
        }
    }

    /// What stands before the point; nil for negative numbers and those over fifteen digits.
    var wholePart: Int? {
        guard !isNegative else { return nil }
        var whole = digits
        if scale > 0 {
            for _ in 0..<min(scale, Scan.digitsMax) { whole /= 10 }
        } else {
            guard digitCount - scale < Scan.digitsMax else { return nil }
            for _ in 0..<(-scale) { whole *= 10 }
        }
        return Int(whole)
    }

    private var digitCount: Int {
        var count = 1
        var rest = digits / 10
        while rest != 0 {
            rest /= 10
            count += 1
        }
        return count
    }
}

extension XLSNumber {
    /// The reading of a number's text, byte after byte.
    private struct Scan {
        /// One more than is kept, to round by.
        static let digitsMax = 16

        private let text: UnsafeBufferPointer<UInt8>
        private var place = 0
        private var end: Int
        private(set) var isNegative = false
        private(set) var digits: UInt64 = 0
        private(set) var digitCount = 0
        private(set) var scale = 0

        init(_ text: UnsafeBufferPointer<UInt8>) {
            self.text = text
            end = text.count
            while end > 0, text[end - 1] <= 0x20 { end -= 1 }
            while place < end, text[place] <= 0x20 { place += 1 }
        }

        mutating func readMantissa() -> Bool {
            isNegative = readSign()
            var hasDigits = false
            var isFraction = false
            while place < end {
                let byte = text[place]
                if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                    take(byte - UInt8(ascii: "0"), isFraction: isFraction)
                    hasDigits = true
                } else if byte == UInt8(ascii: "."), !isFraction {
                    isFraction = true
                } else {
                    break
                }
                place += 1
            }
            return hasDigits
        }

        /// Reads what may follow the mantissa: nothing, or an exponent and then nothing.
        mutating func readExponent() -> Bool {
            guard place < end else { return true }
            guard text[place] | 0x20 == UInt8(ascii: "e") else { return false }
            place += 1
            let isDownward = readSign()
            guard place < end, end - place <= 6 else { return false }
            var exponent = 0
            while place < end {
                let byte = text[place]
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return false }
                exponent = exponent * 10 + Int(byte - UInt8(ascii: "0"))
                place += 1
            }
            scale -= isDownward ? -exponent : exponent
            return true
        }

        private mutating func readSign() -> Bool {
            guard place < end else { return false }
            let byte = text[place]
            guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") else { return false }
            place += 1
            return byte == UInt8(ascii: "-")
        }

        private mutating func take(_ digit: UInt8, isFraction: Bool) {
            if digits == 0, digit == 0 {
                if isFraction { scale += 1 }
            } else if digitCount < Self.digitsMax {
                digits = digits * 10 + UInt64(digit)
                digitCount += 1
                if isFraction { scale += 1 }
            } else if !isFraction {
                scale -= 1
            }
        }
    }
}
