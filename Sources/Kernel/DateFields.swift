/// The three parts of a written date before it is decided which of them is which.
struct DateFields {
    /// A number or a month's name.
    struct Field {
        var value = 0
        /// Digits of a number; 0 for a month's name, whose value is 1…12.
        var digits = 0

        var isName: Bool { digits == 0 }
        var mayBeYear: Bool { digits == 4 || digits == 2 }
        var mayBeDayOrMonth: Bool { digits == 1 || digits == 2 }

        var year: Int {
            if digits == 4 { return value }
            return value <= 68 ? 2000 + value : 1900 + value
        }
    }

    private(set) var first = Field()
    private(set) var second = Field()
    private(set) var third = Field()

    /// Splits a text into fields.
    ///
    /// - Throws: `empty`, `notADate`, `hasTimeOfDay`.
    init(reading bytes: Span<UInt8>) throws(DateError) {
        var cursor = DateCursor(bytes)
        guard cursor.index < cursor.end else { throw .empty }
        first = try cursor.field(bytes)
        if first.digits == 8 {
            splitCompact()
        } else {
            let separator = try cursor.separator(bytes)
            second = try cursor.field(bytes)
            let other = try cursor.separator(bytes)
            third = try cursor.field(bytes)
            let hasName = first.isName || second.isName || third.isName
            guard hasName || (separator == other && separator != DateCursor.spaces) else {
                throw .notADate
            }
        }
        try cursor.midnight(bytes)
    }

    /// `20260930` is read as its parts; it has no other order than year first.
    private mutating func splitCompact() {
        third = Field(value: first.value % 100, digits: 2)
        second = Field(value: first.value / 100 % 100, digits: 2)
        first = Field(value: first.value / 10_000, digits: 4)
    }

    /// - Throws: `notADate`, `impossibleDate`, `outOfRange`.
    func date(in order: DateOrder) throws(DateError) -> LocalDate {
        if first.isName { return try make(year: third, month: first, day: second) }
        if second.isName {
            // A year of four digits shows itself; the order decides between 26-JAN-02 and its
            // reverse only.
            let yearFirst = first.digits == 4 || (order == .ymd && third.digits != 4)
            return yearFirst
                ? try make(year: first, month: second, day: third)
                : try make(year: third, month: second, day: first)
        }
        return switch order {
        case .ymd: try make(year: first, month: second, day: third)
        case .mdy: try make(year: third, month: first, day: second)
        case .dmy: try make(year: third, month: second, day: first)
        }
    }

    private func make(
        year: Field, month: Field, day: Field
    ) throws(DateError) -> LocalDate {
        guard year.mayBeYear, month.isName || month.mayBeDayOrMonth, day.mayBeDayOrMonth else {
            throw .notADate
        }
        return try LocalDate(year: year.year, month: month.value, day: day.value)
    }
}
