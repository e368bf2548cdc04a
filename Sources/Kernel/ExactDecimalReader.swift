/// Reads an `ExactDecimal` byte by byte.
struct ExactDecimalReader {
    private var coefficient: Int128 = 0
    private var scale = 0
    private var pendingZeros = 0
    private var isNegative = false
    private var hasSign = false
    private var hasPoint = false
    private var hasDigit = false
    private var isFirst = true

    mutating func read(_ byte: UInt8) throws(DecimalError) {
        defer { isFirst = false }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            try readDigit(byte - ASCII.zero)
        case UInt8(ascii: "."):
            guard !hasPoint else { throw .notANumber }
            hasPoint = true
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard !hasSign else { throw .twoSigns }
            guard isFirst else { throw .notANumber }
            hasSign = true
            isNegative = byte == UInt8(ascii: "-")
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            throw hasDigit ? .exponent : .notANumber
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            throw hasDigit ? .hexadecimal : .notANumber
        case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "i"), UInt8(ascii: "I"):
            throw hasDigit ? .notANumber : .notFinite
        default:
            throw .notANumber
        }
    }

    /// Zeros behind the point wait until a digit follows, so that trailing ones cost no room.
    private mutating func readDigit(_ digit: UInt8) throws(DecimalError) {
        hasDigit = true
        if hasPoint, digit == 0 {
            pendingZeros += 1
            return
        }
        if hasPoint {
            for _ in 0..<pendingZeros { try append(0) }
            pendingZeros = 0
        }
        try append(digit)
    }

    private mutating func append(_ digit: UInt8) throws(DecimalError) {
        if hasPoint {
            guard scale < ExactDecimal.scaleMax else {
                throw .tooPrecise(decimals: ExactDecimal.scaleMax)
            }
            scale += 1
        }
        let (tenfold, multiplyOverflow) = coefficient.multipliedReportingOverflow(by: 10)
        let (sum, addOverflow) =
            isNegative
            ? tenfold.subtractingReportingOverflow(Int128(digit))
            : tenfold.addingReportingOverflow(Int128(digit))
        guard !multiplyOverflow, !addOverflow else { throw .overflow }
        coefficient = sum
    }

    func finish() throws(DecimalError) -> ExactDecimal {
        guard !isFirst else { throw .empty }
        guard hasDigit else { throw .notANumber }
        return try ExactDecimal(coefficient: coefficient, scale: scale)
    }
}
