import Kernel
import Receivables
import WebSupport

/// An exchange rate that a request brings.
struct RateInput: APIInput {
    private static let currency = APIMember<Currency>.currency(
        "currency", "The ISO 4217 code."
    ).required
    private static let date = APIMember<LocalDate>.date(
        "date", "The first day on which it holds."
    ).required
    private static let value = APIMember<ExactDecimal>.positive(
        "rate", "What a unit of it is worth in the company's currency; above zero.",
        example: "1.0825", refusal: PostingError.rate
    ).required

    static let schema = APIObjectSchema(
        name: "NewRate", about: "What a unit of a currency is worth from a day on.",
        properties: [currency.property, date.property, value.property])

    let rate: RateRecord

    init(_ body: APIBodyReader) throws(APIBodyError) {
        rate = RateRecord(
            currency: try body.required(Self.currency), day: try body.required(Self.date),
            rate: try body.required(Self.value))
    }
}
