/// A line of an invoice or credit note; amounts in minor units of the document's currency.
package struct DemoLine: Sendable, Equatable {
    package let description: String
    package let quantity: Int64
    package let unitPrice: Int64
    package let amount: Int64
}
