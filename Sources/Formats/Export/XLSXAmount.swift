import Kernel

/// An amount as the number of a workbook.
///
/// A workbook knows binary fractions only. libxlsxwriter writes them with sixteen digits. Up to
/// 10^15 minor units the nearest fraction, written so and read again, is the same one; the
/// shortest decimal that names it is then the amount itself, to the last digit. Beyond that an
/// amount is written as text.
enum XLSXAmount {
    static let minorUnitsMax: Int64 = 1_000_000_000_000_000

    /// Nil for an amount that no number of a workbook holds exactly.
    static func number(_ minorUnits: Int64, decimals: Int) -> Double? {
        guard minorUnits.magnitude <= minorUnitsMax.magnitude else { return nil }
        // Both are whole and small enough to be exact, so the quotient is the nearest fraction.
        return Double(minorUnits) / (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    }

    static func text(_ minorUnits: Int64, decimals: Int) -> String {
        DecimalText.formatMinorUnits(minorUnits, decimals: decimals)
    }
}
