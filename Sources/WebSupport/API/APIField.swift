package import Formats
package import Kernel

/// A member of an object of the API's answers.
package struct APIField<Value>: Sendable {
    package let name: StaticString
    package let about: String
    package let schema: APISchema
    let write: @Sendable (Value, inout JSONBytes) -> Void

    package init(
        _ name: StaticString, _ about: String, _ schema: APISchema,
        _ write: @escaping @Sendable (Value, inout JSONBytes) -> Void
    ) {
        self.name = name
        self.about = about
        self.schema = schema
        self.write = write
    }

    /// A member that may be null.
    private static func optional<Part>(
        _ name: StaticString, _ about: String, _ schema: APISchema,
        _ get: @escaping @Sendable (Value) -> Part?,
        _ write: @escaping @Sendable (Part, inout JSONBytes) -> Void
    ) -> APIField {
        APIField(name, about, .nullable(schema)) { value, json in
            if let part = get(value) { write(part, &json) } else { json.null() }
        }
    }

    package static func id<Tag>(
        _ name: StaticString, _ about: String, _ get: @escaping @Sendable (Value) -> ID<Tag>
    ) -> APIField {
        APIField(name, about, .id) { $1.string("\(get($0))") }
    }

    package static func optionalID<Tag>(
        _ name: StaticString, _ about: String, _ get: @escaping @Sendable (Value) -> ID<Tag>?
    ) -> APIField {
        optional(name, about, .id, get) { $1.string("\($0)") }
    }

    package static func text(
        _ name: StaticString, _ about: String, _ schema: APISchema,
        _ get: @escaping @Sendable (Value) -> String
    ) -> APIField {
        APIField(name, about, schema) { $1.string(get($0)) }
    }

    package static func optionalText(
        _ name: StaticString, _ about: String, _ schema: APISchema,
        _ get: @escaping @Sendable (Value) -> String?
    ) -> APIField {
        optional(name, about, schema, get) { $1.string($0) }
    }

    package static func flag(
        _ name: StaticString, _ about: String, _ get: @escaping @Sendable (Value) -> Bool
    ) -> APIField {
        APIField(name, about, .boolean) { $1.bool(get($0)) }
    }

    package static func integer(
        _ name: StaticString, _ about: String, _ range: ClosedRange<Int64> = 0...Int64.max,
        _ get: @escaping @Sendable (Value) -> Int64
    ) -> APIField {
        APIField(name, about, .integer(range)) { $1.integer(get($0)) }
    }

    package static func optionalInteger(
        _ name: StaticString, _ about: String, _ range: ClosedRange<Int64> = 0...Int64.max,
        _ get: @escaping @Sendable (Value) -> Int64?
    ) -> APIField {
        optional(name, about, .integer(range), get) { $1.integer($0) }
    }

    package static func date(
        _ name: StaticString, _ about: String, _ get: @escaping @Sendable (Value) -> LocalDate
    ) -> APIField {
        APIField(name, about, .date) { $1.date(get($0)) }
    }

    package static func optionalDate(
        _ name: StaticString, _ about: String, _ get: @escaping @Sendable (Value) -> LocalDate?
    ) -> APIField {
        optional(name, about, .date, get) { $1.date($0) }
    }

    package static func instant(
        _ name: StaticString, _ about: String, _ get: @escaping @Sendable (Value) -> Instant
    ) -> APIField {
        APIField(name, about, .instant) { $1.string("\(get($0))") }
    }

    package static func optionalInstant(
        _ name: StaticString, _ about: String, _ get: @escaping @Sendable (Value) -> Instant?
    ) -> APIField {
        optional(name, about, .instant, get) { $1.string("\($0)") }
    }

    package static func money(
        _ name: StaticString, _ about: String, _ get: @escaping @Sendable (Value) -> Money
    ) -> APIField {
        APIField(name, about, .object(.money)) { $1.money(get($0)) }
    }

    package static func optionalMoney(
        _ name: StaticString, _ about: String, _ get: @escaping @Sendable (Value) -> Money?
    ) -> APIField {
        optional(name, about, .object(.money), get) { $1.money($0) }
    }

    package static func list<Part>(
        _ name: StaticString, _ about: String, _ object: APIObject<Part>,
        _ get: @escaping @Sendable (Value) -> [Part]
    ) -> APIField {
        APIField(name, about, .list(of: .object(object.schema))) { value, json in
            json.beginArray()
            for part in get(value) { object.write(part, to: &json) }
            json.endArray()
        }
    }

    package static func object<Part>(
        _ name: StaticString, _ about: String, _ object: APIObject<Part>,
        _ get: @escaping @Sendable (Value) -> Part
    ) -> APIField {
        APIField(name, about, .object(object.schema)) { object.write(get($0), to: &$1) }
    }

    package static func optionalObject<Part>(
        _ name: StaticString, _ about: String, _ object: APIObject<Part>,
        _ get: @escaping @Sendable (Value) -> Part?
    ) -> APIField {
        optional(name, about, .object(object.schema), get) { object.write($0, to: &$1) }
    }
}

extension JSONBytes {
    /// Writes `{"amount": "1234.50", "currency": "EUR"}`.
    package mutating func money(_ money: Money) {
        beginObject()
        key("amount")
        amountString(money)
        key("currency")
        string(money.currency.code)
        endObject()
    }
}
