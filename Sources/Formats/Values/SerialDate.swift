import Kernel

/// A date as the number of days that a spreadsheet counts from the end of 1899.
enum SerialDate {
    /// 1954-10-03 to 2099-12-31: five digits that stand for days anybody has receivables of.
    private static let possible = 20_000...73_050
    /// 2000-01-01.
    private static let of2000 = 36_526

    /// The date of five digits, with a point and zeros behind them or not; nil for anything else.
    static func date(_ bytes: Span<UInt8>) -> LocalDate? {
        var index = 0
        guard bytes.count >= 5 else { return nil }
        var number = 0
        while index < 5 {
            guard ValueBytes.isDigit(bytes[index]) else { return nil }
            number = number * 10 + Int(bytes[index] - UInt8(ascii: "0"))
            index += 1
        }
        if index < bytes.count {
            guard bytes[index] == UInt8(ascii: "."), index + 1 < bytes.count else { return nil }
            // A fraction is a time of day, which a list's date may carry.
            for digit in index + 1..<bytes.count where !ValueBytes.isDigit(bytes[digit]) {
                return nil
            }
        }
        guard possible.contains(number) else { return nil }
        return try? LocalDate(daysSince2000: Int32(number - of2000))
    }
}
