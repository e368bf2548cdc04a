/// Adds up the digits of a number and checks its thousands groups.
struct DecimalAccumulator {
    private let decimals: Int
    private let style: DecimalStyle

    private var magnitude: UInt64 = 0
    private var overflows = false
    private var isTooPrecise = false
    private var isInFraction = false
    private var fractionDigits = 0
    private(set) var digits = 0

    private var groups = 0
    private var separator: DecimalToken?
    private var digitsInGroup = 0
    private var firstGroup = 0
    private var middleGroup = 0

    init(decimals: Int, style: DecimalStyle) {
        self.decimals = decimals
        self.style = style
    }

    /// Reads a digit or separator and says how many bytes it took: 0 for anything else.
    mutating func read(_ bytes: Span<UInt8>, at index: Int, end: Int) throws(DecimalError) -> Int {
        let byte = bytes[index]
        if ASCII.isDigit(byte) {
            add(byte - ASCII.zero)
            return 1
        }
        if byte == style.decimalSeparator {
            guard !isInFraction else { throw .badGrouping }
            try closeLastGroup()
            isInFraction = true
            return 1
        }
        if byte == style.groupSeparator {
            try closeGroup(separator: nil)
            return 1
        }
        guard let (token, length) = DecimalToken.starting(at: index, end: end, in: bytes),
            token == .space || token == .apostrophe, digits > 0
        else { return 0 }
        try closeGroup(separator: token)
        return length
    }

    /// The magnitude in minor units.
    mutating func finish() throws(DecimalError) -> UInt64 {
        guard digits > 0 else { throw .notANumber }
        if !isInFraction { try closeLastGroup() }
        if isTooPrecise { throw .tooPrecise(decimals: decimals) }
        while fractionDigits < decimals {
            append(0)
            fractionDigits += 1
        }
        if overflows { throw .overflow }
        return magnitude
    }

    private mutating func add(_ digit: UInt8) {
        digits += 1
        if isInFraction {
            guard fractionDigits < decimals else {
                isTooPrecise = isTooPrecise || digit != 0
                return
            }
            fractionDigits += 1
        } else {
            digitsInGroup += 1
        }
        append(digit)
    }

    private mutating func append(_ digit: UInt8) {
        let (tenfold, multiplyOverflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, addOverflow) = tenfold.addingReportingOverflow(UInt64(digit))
        overflows = overflows || multiplyOverflow || addOverflow
        magnitude = sum
    }

    /// Groups are of three digits, or, as in India, of two before a last one of three.
    private mutating func closeGroup(separator token: DecimalToken?) throws(DecimalError) {
        guard !isInFraction else { throw .badGrouping }
        if groups == 0 {
            guard digitsInGroup >= 1, digitsInGroup <= 3 else { throw .badGrouping }
            firstGroup = digitsInGroup
            separator = token
        } else {
            guard token == separator, digitsInGroup == 2 || digitsInGroup == 3,
                middleGroup == 0 || middleGroup == digitsInGroup
            else { throw .badGrouping }
            middleGroup = digitsInGroup
        }
        groups += 1
        digitsInGroup = 0
    }

    private func closeLastGroup() throws(DecimalError) {
        guard groups > 0 else { return }
        guard digitsInGroup == 3, middleGroup == 0 || firstGroup <= middleGroup else {
            throw .badGrouping
        }
    }
}
