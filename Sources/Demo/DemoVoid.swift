package import Kernel

/// An invoice that was a mistake, and the day on which that was noticed.
package struct DemoVoid: Sendable, Equatable {
    /// Index into `DemoCompany.documents`.
    package let document: Int
    package let date: LocalDate
}
