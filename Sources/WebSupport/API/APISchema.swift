/// What a JSON value of the API may be, as JSON Schema 2020-12 says it.
package indirect enum APISchema: Sendable, Equatable {
    case text(APIText)
    case integer(ClosedRange<Int64>)
    /// A JSON number, which may have decimals.
    case number
    case boolean
    case list(of: APISchema, count: ClosedRange<Int>? = nil)
    /// Stands under its own name in the description and is referred to.
    case object(APIObjectSchema)
    /// An object whose members differ from one to the next.
    case open
    case nullable(APISchema)
    /// One of several forms.
    case either([APISchema])

    /// A whole number above zero in quotes, as all ids are.
    package static let id = APISchema.text(
        APIText(pattern: "^[1-9][0-9]{0,18}$", example: "1042"))
    package static let date = APISchema.text(APIText(format: "date", example: "2026-09-30"))
    package static let instant = APISchema.text(
        APIText(format: "date-time", example: "2026-09-30T12:00:00.000000Z"))
    package static let currency = APISchema.text(
        APIText(pattern: currencyPattern, example: "EUR"))
    static let currencyPattern = "^[A-Z]{3}$"

    /// One of a few words.
    package static func words(_ words: [String]) -> APISchema {
        .text(APIText(words: words, example: words.first ?? ""))
    }

    /// Text of a length that is counted in characters of Unicode.
    package static func text(_ lengths: ClosedRange<Int>, example: String) -> APISchema {
        .text(APIText(lengths: lengths, example: example))
    }
}
