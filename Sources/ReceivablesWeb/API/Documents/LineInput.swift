import Kernel
import Receivables
import WebSupport

/// A line of a document that a request brings.
struct LineInput: APIInput {
    private static let description = APIMember<String>.text(
        "description", "What it was; it may have several lines.", 1...500, example: "Pallets"
    ).required
    private static let quantity = APIMember<ExactDecimal>.decimal(
        "quantity", "How many.", example: "12.5"
    ).orNull
    private static let unitPrice = APIMember<ExactDecimal>.decimal(
        "unit_price", "What one costs.", example: "9.99"
    ).orNull
    private static let amount = APIMember<Money>.money("amount", "What it comes to.").required

    static let schema = APIObjectSchema(
        name: "NewLine", about: "What was sold.",
        properties: [
            description.property, quantity.property, unitPrice.property, amount.property,
        ])

    let value: DocumentDraft.Line

    init(_ body: APIBodyReader) throws(APIBodyError) {
        value = DocumentDraft.Line(
            description: try body.required(Self.description),
            quantity: try body.value(Self.quantity), unitPrice: try body.value(Self.unitPrice),
            amount: try body.required(Self.amount))
    }
}
