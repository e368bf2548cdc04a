package import Kernel

/// A type whose arrays can be bound as one parameter.
package protocol PostgresArrayElement: Sendable {
    static var postgresArrayType: PostgresType { get }
    static func postgresArray(_ elements: [Self]) -> PostgresValue
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
    package static var postgresType: PostgresType { Element.postgresArrayType }
    package var postgresValue: PostgresValue { Element.postgresArray(self) }
}

extension UInt8: PostgresArrayElement {
    // An array of bytes is one `bytea`, not an array for the server.
    package static var postgresArrayType: PostgresType { .bytea }
    package static func postgresArray(_ elements: [UInt8]) -> PostgresValue { .bytes(elements) }
}

extension Bool: PostgresArrayElement {
    package static var postgresArrayType: PostgresType { .boolArray }
    package static func postgresArray(_ elements: [Bool]) -> PostgresValue {
        .boolArray(elements)
    }
}

extension Int16: PostgresArrayElement {
    package static var postgresArrayType: PostgresType { .int2Array }
    package static func postgresArray(_ elements: [Int16]) -> PostgresValue {
        .int2Array(elements)
    }
}

extension Int32: PostgresArrayElement {
    package static var postgresArrayType: PostgresType { .int4Array }
    package static func postgresArray(_ elements: [Int32]) -> PostgresValue {
        .int4Array(elements)
    }
}

extension Int64: PostgresArrayElement {
    package static var postgresArrayType: PostgresType { .int8Array }
    package static func postgresArray(_ elements: [Int64]) -> PostgresValue {
        .int8Array(elements)
    }
}

extension Int: PostgresArrayElement {
    package static var postgresArrayType: PostgresType { .int8Array }
    package static func postgresArray(_ elements: [Int]) -> PostgresValue {
        .int8Array(elements.map(Int64.init))
    }
}

extension Double: PostgresArrayElement {
    package static var postgresArrayType: PostgresType { .float8Array }
    package static func postgresArray(_ elements: [Double]) -> PostgresValue {
        .float8Array(elements)
    }
}

extension String: PostgresArrayElement {
    package static var postgresArrayType: PostgresType { .textArray }
    package static func postgresArray(_ elements: [String]) -> PostgresValue {
        .textArray(elements)
    }
}

extension LocalDate: PostgresArrayElement {
    package static var postgresArrayType: PostgresType { .dateArray }
    package static func postgresArray(_ elements: [LocalDate]) -> PostgresValue {
        .dateArray(elements.map(\.daysSince2000))
    }
}

extension Instant: PostgresArrayElement {
    package static var postgresArrayType: PostgresType { .timestamptzArray }
    package static func postgresArray(_ elements: [Instant]) -> PostgresValue {
        .timestampArray(elements.map(\.microsecondsSince2000))
    }
}

extension ID: PostgresArrayElement {
    package static var postgresArrayType: PostgresType { .int8Array }
    package static func postgresArray(_ elements: [ID<Tag>]) -> PostgresValue {
        .int8Array(elements.map(\.rawValue))
    }
}
