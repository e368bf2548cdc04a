/// The date from which an item's age counts.
package enum AgingBasis: String, Sendable, CaseIterable {
    /// The day it is due.
    case due
    /// The day of the document.
    case invoice
}
