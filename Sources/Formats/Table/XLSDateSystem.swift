import Kernel

/// From which day a workbook counts its days.
enum XLSDateSystem {
    /// 1 is 1 January 1900, and 60 a 29 February 1900 that never was.
    case from1900
    /// 0 is 1 January 1904.
    case from1904

    /// The cell that a number with a date format is. A time of day falls away; a number that is
    /// no day, such as the zero of a missing date, stays a number.
    func cell(_ number: XLSNumber) -> TableCell {
        // A part of a day alone is a time, though 1904 begins with a day 0.
        let isTime = number.wholePart == 0 && number.plain != "0"
        guard let day = number.wholePart, !isTime, let date = date(day) else {
            // The reader of dates shall refuse the day that Lotus 1-2-3 invented, by its name.
            if case .from1900 = self, number.wholePart == 60 { return .text("1900-02-29") }
            return .number(number.plain)
        }
        return .date(date)
    }

    private func date(_ day: Int) -> LocalDate? {
        // 9999-12-31 is 2,958,465 in the system that begins first.
        guard day <= 2_958_465 else { return nil }
        switch self {
        case .from1900:
            guard day >= 1, day != 60 else { return nil }
            // 1899-12-30, or the day after it while the phantom day is still ahead.
            return try? LocalDate(daysSince2000: Int32(day - 36_526 + (day < 60 ? 1 : 0)))
        case .from1904:
            return try? LocalDate(daysSince2000: Int32(day - 35_064))
        }
    }
}
