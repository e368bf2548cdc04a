package import Kernel

/// A person at a customer, as it is kept.
package struct ContactRecord: Sendable {
    package let id: ID<ContactRecord>
    package let customer: CustomerID
    package let contact: ContactDraft
}

package typealias ContactID = ID<ContactRecord>
