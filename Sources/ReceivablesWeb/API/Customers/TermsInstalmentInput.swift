import Receivables
import WebSupport

/// A part of payment terms that a request brings.
struct TermsInstalmentInput: APIInput {
    private static let parts = APIMember<Int64>.integer(
        "parts", "Its share of the amount, in ten-thousandths: 3,333 is a third.", 1...10_000
    ).required
    private static let days = APIMember<Int64>.integer(
        "days", "After how many days it is due.", 0...3_650
    ).required

    static let schema = APIObjectSchema(
        name: "NewTermsInstalment",
        about: "A part of each invoice that is due on a day of its own.",
        properties: [parts.property, days.property])

    let value: PaymentTerms.Instalment

    init(_ body: APIBodyReader) throws(APIBodyError) {
        value = PaymentTerms.Instalment(
            partsPerTenThousand: Int(try body.required(Self.parts)),
            days: Int(try body.required(Self.days)))
    }
}
