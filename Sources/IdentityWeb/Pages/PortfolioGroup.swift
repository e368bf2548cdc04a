/// A group of customers to which a member can be limited; who keeps the customers says what there
/// is.
package struct PortfolioGroup: Sendable {
    package let id: Int64
    package let name: String
    package let customers: Int64

    package init(id: Int64, name: String, customers: Int64) {
        self.id = id
        self.name = name
        self.customers = customers
    }
}
