package import Kernel

/// A customer of the demonstration, with what decides how it buys and pays.
package struct DemoCustomer: Sendable, Equatable {
    /// Its place in the roster, from 0.
    package let index: Int
    package let code: String
    package let name: String
    package let group: String
    package let terms: DemoTerms
    package let currency: Currency
    package let contacts: [DemoContact]
    package let size: CustomerSize
    package let habit: PaymentHabit
    /// The months of the story, from 0, in which it buys; the last one is not among them.
    package let months: Range<Int>
    /// How much larger than usual for its size its orders are.
    package let orderPermille: Int
    /// Pays part of its larger orders in advance.
    package let prepays: Bool
}
