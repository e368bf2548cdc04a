import Testing

@testable import Kernel

/// A currency by its code, for tests that know it exists.
func currency(_ code: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Currency
{
    try #require(Currency.find(code), sourceLocation: sourceLocation)
}

/// `12.34 USD`, or the like, from minor units.
func money(_ minorUnits: Int64, _ code: String = "USD") throws -> Money {
    Money(minorUnits: minorUnits, currency: try currency(code))
}

/// A date from `YYYY-MM-DD`.
func date(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> LocalDate {
    try #require(LocalDate(text), sourceLocation: sourceLocation)
}
