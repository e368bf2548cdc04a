package import Kernel

/// What a unit of a foreign currency is worth in base currency from a day on.
package struct DemoRate: Sendable, Equatable {
    package let currency: Currency
    package let day: LocalDate
    package let rate: ExactDecimal
}
