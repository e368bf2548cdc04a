package import Kernel

/// A type whose arrays with missing elements can be bound as one parameter.
package protocol PostgresNullableArrayElement: PostgresArrayElement {
    static func postgresArray(nullable elements: [Self?]) -> PostgresValue
}

extension Optional: PostgresArrayElement where Wrapped: PostgresNullableArrayElement {
    package static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }
    package static func postgresArray(_ elements: [Wrapped?]) -> PostgresValue {
        Wrapped.postgresArray(nullable: elements)
    }
}

extension Bool: PostgresNullableArrayElement {
    package static func postgresArray(nullable elements: [Bool?]) -> PostgresValue {
        .nullableBoolArray(elements)
    }
}

extension Int16: PostgresNullableArrayElement {
    package static func postgresArray(nullable elements: [Int16?]) -> PostgresValue {
        .nullableInt2Array(elements)
    }
}

extension Int32: PostgresNullableArrayElement {
    package static func postgresArray(nullable elements: [Int32?]) -> PostgresValue {
        .nullableInt4Array(elements)
    }
}

extension Int64: PostgresNullableArrayElement {
    package static func postgresArray(nullable elements: [Int64?]) -> PostgresValue {
        .nullableInt8Array(elements)
    }
}

extension Int: PostgresNullableArrayElement {
    package static func postgresArray(nullable elements: [Int?]) -> PostgresValue {
        .nullableInt8Array(elements.map { $0.map(Int64.init) })
    }
}

extension String: PostgresNullableArrayElement {
    package static func postgresArray(nullable elements: [String?]) -> PostgresValue {
        .nullableTextArray(elements)
    }
}

extension LocalDate: PostgresNullableArrayElement {
    package static func postgresArray(nullable elements: [LocalDate?]) -> PostgresValue {
        .nullableDateArray(elements.map { $0?.daysSince2000 })
    }
}

extension Instant: PostgresNullableArrayElement {
    package static func postgresArray(nullable elements: [Instant?]) -> PostgresValue {
        .nullableTimestampArray(elements.map { $0?.microsecondsSince2000 })
    }
}

extension ID: PostgresNullableArrayElement {
    package static func postgresArray(nullable elements: [ID<Tag>?]) -> PostgresValue {
        .nullableInt8Array(elements.map { $0?.rawValue })
    }
}
