package import Kernel

/// How the dates of a column are written.
package enum DateStyle: Hashable, Sendable {
    /// Year, month and day in an order; year-first dates are read in any.
    case order(DateOrder)
    /// Days since the end of 1899, as spreadsheets count them: 45658 is 2025-01-01.
    case serial

    /// Nil for spreadsheet numbers.
    package var order: DateOrder? {
        if case .order(let order) = self { order } else { nil }
    }

    /// How reports write it.
    package var label: String {
        switch self {
        case .order(.ymd): "YYYY-MM-DD"
        case .order(.mdy): "M/D/YYYY"
        case .order(.dmy): "D/M/YYYY"
        case .serial: "spreadsheet number"
        }
    }
}
