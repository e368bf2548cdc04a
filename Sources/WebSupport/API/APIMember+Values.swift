import Formats
package import Kernel

extension APIMember {
    package static func id<Tag>(_ name: String, _ about: String) -> APIMember
    where Value == ID<Tag> {
        APIMember(name, about, .id) { json, pointer throws(APIBodyError) in
            guard let id = json.text.flatMap({ ID<Tag>($0) }) else {
                throw .wrongType(
                    pointer: pointer, wanted: "an id: a whole number above zero, in quotes")
            }
            return id
        }
    }

    package static func ids<Tag>(
        _ name: String, _ about: String, _ count: ClosedRange<Int>
    ) -> APIMember where Value == [ID<Tag>] {
        list(of: APIMember<ID<Tag>>.id(name, about), count, called: "ids")
    }

    /// Values in a list, each of which is read as one of them would be.
    ///
    /// - Parameter parts: what they are called where something else came.
    static func list<Part>(
        of one: APIMember<Part>, _ count: ClosedRange<Int>, called parts: String
    ) -> APIMember where Value == [Part] {
        let schema = APISchema.list(of: one.property.schema, count: count)
        return APIMember(one.name, one.property.about, schema) {
            json, pointer throws(APIBodyError) in
            guard case .array(let elements) = json, count.contains(elements.count) else {
                throw .wrongType(
                    pointer: pointer,
                    wanted: "a list of \(count.lowerBound) to \(count.upperBound) \(parts)")
            }
            var found: [Part] = []
            for (index, element) in elements.enumerated() {
                found.append(try one.read(element, "\(pointer)/\(index)"))
            }
            return found
        }
    }

    /// Objects in a list.
    package static func list<Part: APIInput>(
        _ name: String, _ about: String, _ count: ClosedRange<Int>
    ) -> APIMember where Value == [Part] {
        APIMember(name, about, .list(of: .object(Part.schema), count: count)) {
            json, pointer throws(APIBodyError) in
            let elements = try elements(json, pointer, count)
            var parts: [Part] = []
            parts.reserveCapacity(elements.count)
            for (index, element) in elements.enumerated() {
                parts.append(
                    try Part(APIBodyReader(element, at: "\(pointer)/\(index)", Part.schema)))
            }
            return parts
        }
    }

    /// Objects in a list of which one that cannot be read does not keep the others from it.
    package static func attempts<Part: APIInput>(
        _ name: String, _ about: String, _ count: ClosedRange<Int>
    ) -> APIMember where Value == [Result<Part, APIBodyError>] {
        APIMember(name, about, .list(of: .object(Part.schema), count: count)) {
            json, pointer throws(APIBodyError) in
            try elements(json, pointer, count).enumerated().map { index, element in
                Result { () throws(APIBodyError) in
                    try Part(APIBodyReader(element, at: "\(pointer)/\(index)", Part.schema))
                }
            }
        }
    }

    private static func elements(
        _ json: JSONValue, _ pointer: String, _ count: ClosedRange<Int>
    ) throws(APIBodyError) -> [JSONValue] {
        guard case .array(let elements) = json else {
            throw .wrongType(pointer: pointer, wanted: "a list")
        }
        guard count.contains(elements.count) else {
            throw .invalid(
                pointer: pointer, code: "list_length_wrong",
                reason: "A list of \(count.lowerBound) to \(count.upperBound) is wanted.")
        }
        return elements
    }
}

extension APIMember where Value == Currency {
    package static func currency(_ name: String, _ about: String) -> APIMember {
        APIMember(name, about, .currency) { json, pointer throws(APIBodyError) in
            // Capitals alone: two spellings of one code would be two keys to others.
            guard let text = json.text, let currency = Currency.find(text), currency.code == text
            else {
                throw .wrongType(pointer: pointer, wanted: "an ISO 4217 code such as EUR")
            }
            return currency
        }
    }
}

extension APIMember where Value == ExactDecimal {
    /// A decimal number as text, of up to 12 digits before and after the point.
    package static func decimal(_ name: String, _ about: String, example: String) -> APIMember {
        decimal(name, about, DecimalShape.factor.pattern, example)
    }

    /// The same, above zero.
    ///
    /// - Parameter refusal: what is said of zero and less.
    package static func positive(
        _ name: String, _ about: String, example: String, refusal: any DomainError
    ) -> APIMember {
        let one = decimal(name, about, DecimalShape.factor.patternAboveZero, example)
        return APIMember(name, about, one.property.schema) { json, pointer throws(APIBodyError) in
            let number = try one.read(json, pointer)
            guard number.isPositive else {
                throw .invalid(pointer: pointer, code: refusal.code, reason: refusal.userMessage)
            }
            return number
        }
    }

    private static func decimal(
        _ name: String, _ about: String, _ pattern: String, _ example: String
    ) -> APIMember {
        let shape = DecimalShape.factor
        return APIMember(name, about, .text(APIText(pattern: pattern, example: example))) {
            json, pointer throws(APIBodyError) in
            guard let text = json.text, shape.matches(text),
                let number = try? ExactDecimal(parsing: text)
            else {
                throw .wrongType(pointer: pointer, wanted: "decimal text such as “\(example)”")
            }
            return number
        }
    }
}

extension APIMember where Value == Money {
    /// An amount, read digit by digit.
    package static func money(_ name: String, _ about: String) -> APIMember {
        APIMember(name, about, .object(.money)) { json, pointer throws(APIBodyError) in
            let reader = try APIBodyReader(json, at: pointer, .money)
            let currency = try reader.required(
                APIMember<Currency>.currency("currency", "The ISO 4217 code."))
            let amount = APIMember<Money>("amount", "", .currency) {
                json, pointer throws(APIBodyError) in
                guard let text = json.text, DecimalShape.money.matches(text) else {
                    throw .wrongType(pointer: pointer, wanted: "decimal text such as “1234.50”")
                }
                do throws(DecimalError) { return try Money(parsing: text, in: currency) } catch {
                    throw .invalid(pointer: pointer, code: error.code, reason: error.userMessage)
                }
            }
            return try reader.required(amount)
        }
    }
}
