import Kernel

/// What may be wrong with a value of the API, by its form.
enum SchemaProblems {
    /// Of a value in an address.
    static func inAddress(_ schema: APISchema) -> [any DomainError] {
        switch schema {
        case .text(let text): inAddress(text)
        default: [QueryError.notAllowed("", value: "", allowed: [])]
        }
    }

    private static func inAddress(_ text: APIText) -> [any DomainError] {
        if text.pattern == APISchema.currencyPattern {
            return [CurrencyError.unknownCode("")]
        }
        if text.words != nil || text.pattern != nil {
            return [QueryError.notAllowed("", value: "", allowed: [])]
        }
        if let format = text.format { return dates(format) }
        return [QueryError.invalid("", code: "text_invalid", reason: "")]
    }

    /// Of a value in a body, with all that stands in it.
    static func inBody(_ schema: APISchema) -> [any DomainError] {
        switch schema {
        case .text(let text):
            if let format = text.format { return dates(format) }
            return text.lengths == nil
                ? [] : [APIBodyError.invalid(pointer: "", code: "text_invalid", reason: "")]
        case .integer, .number, .boolean, .open: return []
        case .list(let element, _):
            let length = APIBodyError.invalid(
                pointer: "", code: "list_length_wrong", reason: "")
            return [length] + inBody(element)
        case .object(let object): return inBody(object)
        case .nullable(let inner): return inBody(inner)
        case .either(let forms): return forms.flatMap { inBody($0) }
        }
    }

    static func inBody(_ object: APIObjectSchema) -> [any DomainError] {
        guard object.name != APIObjectSchema.money.name else { return money }
        return object.properties.flatMap { inBody($0.schema) }
    }

    private static let money: [any DomainError] = [
        DecimalError.tooPrecise(decimals: 2), DecimalError.overflow, MoneyError.overflow,
        APIBodyError.invalid(pointer: "", code: "currency_mismatch", reason: ""),
    ]

    private static func dates(_ format: String) -> [any DomainError] {
        let time: [DateError] = format == "date-time" ? [.notAnInstant] : []
        let day: [DateError] = [
            .empty, .notADate, .impossibleDate(year: 1, month: 2, day: 30), .outOfRange,
        ]
        return day + time
    }
}
