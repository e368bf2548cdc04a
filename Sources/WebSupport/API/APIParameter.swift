package import Kernel

/// A parameter of an address: what it means and how it is read, said once.
package struct APIParameter<Value>: Sendable {
    package let info: APIParameterInfo
    let parse: @Sendable (String) throws(QueryError) -> Value

    private init(
        _ info: APIParameterInfo, _ parse: @escaping @Sendable (String) throws(QueryError) -> Value
    ) {
        self.info = info
        self.parse = parse
    }

    /// A parameter with its own way of reading it, whose error is told under its name.
    package static func parsed<Failure: DomainError>(
        _ name: String, _ about: String, _ schema: APISchema,
        _ parse: @escaping @Sendable (String) throws(Failure) -> Value
    ) -> APIParameter {
        APIParameter(APIParameterInfo(name: name, about: about, schema: schema)) {
            text throws(QueryError) in
            do throws(Failure) { return try parse(text) } catch {
                throw .invalid(name, code: error.code, reason: error.userMessage)
            }
        }
    }
}

extension APIParameter {
    /// The same where less is taken than it can be read from.
    package func described(as schema: APISchema) -> APIParameter {
        let info = APIParameterInfo(
            name: info.name, about: info.about, schema: schema, place: info.place,
            isRequired: info.isRequired)
        return APIParameter(info, parse)
    }

    /// The same, and it must be there.
    package var required: APIParameter {
        let info = APIParameterInfo(
            name: info.name, about: info.about, schema: info.schema, place: info.place,
            isRequired: true)
        return APIParameter(info, parse)
    }
}

extension APIParameter where Value == String {
    package static func text(
        _ name: String, _ about: String, _ lengths: ClosedRange<Int>, example: String
    ) -> APIParameter {
        let info = APIParameterInfo(
            name: name, about: about, schema: .text(lengths, example: example))
        return APIParameter(info) { text throws(QueryError) in
            guard lengths.contains(text.unicodeScalars.count), !text.utf8.contains(0) else {
                throw .invalid(
                    name, code: "text_invalid",
                    reason: "\(lengths.lowerBound) to \(lengths.upperBound) characters.")
            }
            return text
        }
    }

    /// The part of an address that has the same name behind a colon.
    package static func path(
        _ name: String, _ about: String, _ schema: APISchema
    ) -> APIParameter {
        APIParameter(
            APIParameterInfo(
                name: name, about: about, schema: schema, place: .path, isRequired: true)
        ) { $0 }
    }
}

extension APIParameter where Value == LocalDate {
    package static func date(_ name: String, _ about: String) -> APIParameter {
        .parsed(name, about, .date) { text throws(DateError) in try LocalDate(iso: text) }
    }
}

extension APIParameter where Value == Instant {
    package static func instant(_ name: String, _ about: String) -> APIParameter {
        .parsed(name, about, .instant) { text throws(DateError) in try Instant(iso: text) }
    }
}

extension APIParameter where Value == Int {
    package static func integer(
        _ name: String, _ about: String, _ range: ClosedRange<Int>
    ) -> APIParameter {
        let schema = APISchema.integer(Int64(range.lowerBound)...Int64(range.upperBound))
        return APIParameter(APIParameterInfo(name: name, about: about, schema: schema)) {
            text throws(QueryError) in
            guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(text),
                range.contains(number)
            else { throw .notANumber(name, range: range) }
            return number
        }
    }
}

extension APIParameter
where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
    /// One of a few words.
    package static func choice(_ name: String, _ about: String) -> APIParameter {
        let words = Value.allCases.map(\.rawValue)
        return APIParameter(APIParameterInfo(name: name, about: about, schema: .words(words))) {
            text throws(QueryError) in
            guard let value = Value(rawValue: text) else {
                throw .notAllowed(name, value: text, allowed: words)
            }
            return value
        }
    }
}

extension APIParameter {
    package static func id<Tag>(
        _ name: String, _ about: String
    ) -> APIParameter where Value == ID<Tag> {
        APIParameter(APIParameterInfo(name: name, about: about, schema: .id)) {
            text throws(QueryError) in
            guard let id = ID<Tag>(text) else {
                throw .invalid(
                    name, code: "parameter_invalid",
                    reason: "An id is a whole number above zero.")
            }
            return id
        }
    }
}

extension APIParameter where Value == Currency {
    package static func currency(_ name: String, _ about: String) -> APIParameter {
        APIParameter(APIParameterInfo(name: name, about: about, schema: .currency)) {
            text throws(QueryError) in
            guard let currency = Currency.find(text), currency.code == text else {
                throw .invalid(
                    name, code: "currency_unknown", reason: "An ISO 4217 code in capitals.")
            }
            return currency
        }
    }
}
