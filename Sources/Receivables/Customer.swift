package import Kernel

/// Somebody who owes us money, or whom we owe some back.
package struct Customer: Sendable, Equatable {
    package let id: ID<Customer>
    /// What files and other systems call this customer.
    package let code: String
    package let name: String
}

package typealias CustomerID = ID<Customer>
