package import Kernel

/// A receivables document; the type of its ids.
package enum Document {}

package typealias DocumentID = ID<Document>

/// An allocation of a credit to a document; the type of its ids.
package enum Allocation {}

package typealias AllocationID = ID<Allocation>
