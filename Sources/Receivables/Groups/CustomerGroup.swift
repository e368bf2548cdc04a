package import Kernel

/// Some customers that belong together: of a region, of a collector.
package struct CustomerGroup: Sendable, Equatable {
    package let id: ID<CustomerGroup>
    package let name: String
    package let customers: Int64

    package init(id: ID<CustomerGroup>, name: String, customers: Int64) {
        self.id = id
        self.name = name
        self.customers = customers
    }
}
