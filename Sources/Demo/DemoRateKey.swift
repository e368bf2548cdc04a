import Kernel

/// What tells one exchange rate from another.
struct DemoRateKey: Hashable {
    let currency: String
    let day: LocalDate
}
