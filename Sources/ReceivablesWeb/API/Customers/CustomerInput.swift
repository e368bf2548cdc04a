import Receivables
import WebSupport

/// A customer that a request brings.
struct CustomerInput: APIInput {
    static let schema = APIObjectSchema(
        name: "NewCustomer", about: "A customer to be created.",
        properties: [
            CustomerMembers.code.property, CustomerMembers.name.required.property,
            CustomerMembers.group.property, CustomerMembers.terms.property,
            CustomerMembers.currency.property,
        ])

    let customer: NewCustomer

    init(_ body: APIBodyReader) throws(APIBodyError) {
        customer = NewCustomer(
            code: try body.required(CustomerMembers.code),
            name: try body.required(CustomerMembers.name),
            group: try body.value(CustomerMembers.group),
            terms: try body.value(CustomerMembers.terms),
            currency: try body.value(CustomerMembers.currency))
    }
}
