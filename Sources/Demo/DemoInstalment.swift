package import Kernel

/// A part of an invoice that is due on its own day.
package struct DemoInstalment: Sendable, Equatable {
    package let dueDate: LocalDate
    package let amount: Money
}
