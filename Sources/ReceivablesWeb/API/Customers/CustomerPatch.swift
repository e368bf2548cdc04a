import Receivables
import WebSupport

/// What a request says is to be changed of a customer.
struct CustomerPatch: APIInput {
    static let schema = APIObjectSchema(
        name: "CustomerChange", about: "What is to be changed; what is left out stays.",
        properties: [
            CustomerMembers.name.property, CustomerMembers.group.property,
            CustomerMembers.terms.property, CustomerMembers.currency.property,
        ])

    let change: CustomerChange

    init(_ body: APIBodyReader) throws(APIBodyError) {
        var change = CustomerChange()
        change.name = try body.value(CustomerMembers.name)
        change.group = try body.change(CustomerMembers.group).field
        change.terms = try body.change(CustomerMembers.terms).field
        change.currency = try body.change(CustomerMembers.currency).field
        self.change = change
    }
}
