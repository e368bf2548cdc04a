package import Kernel

/// A value that can be bound to a statement.
package protocol PostgresEncodable: Sendable {
    /// The parameter type, which is also the type of a missing value.
    static var postgresType: PostgresType { get }
    /// The value in the form it travels in.
    var postgresValue: PostgresValue { get }
}

extension Bool: PostgresEncodable {
    package static var postgresType: PostgresType { .bool }
    package var postgresValue: PostgresValue { .bool(self) }
}

extension Int16: PostgresEncodable {
    package static var postgresType: PostgresType { .int2 }
    package var postgresValue: PostgresValue { .int2(self) }
}

extension Int32: PostgresEncodable {
    package static var postgresType: PostgresType { .int4 }
    package var postgresValue: PostgresValue { .int4(self) }
}

extension Int64: PostgresEncodable {
    package static var postgresType: PostgresType { .int8 }
    package var postgresValue: PostgresValue { .int8(self) }
}

extension Int: PostgresEncodable {
    package static var postgresType: PostgresType { .int8 }
    package var postgresValue: PostgresValue { .int8(Int64(self)) }
}

extension Double: PostgresEncodable {
    package static var postgresType: PostgresType { .float8 }
    package var postgresValue: PostgresValue { .float8(self) }
}

extension String: PostgresEncodable {
    package static var postgresType: PostgresType { .inferred }
    package var postgresValue: PostgresValue { .text(self) }
}

extension Substring: PostgresEncodable {
    package static var postgresType: PostgresType { .inferred }
    package var postgresValue: PostgresValue { .text(String(self)) }
}

extension LocalDate: PostgresEncodable {
    package static var postgresType: PostgresType { .date }
    package var postgresValue: PostgresValue { .date(daysSince2000) }
}

extension Instant: PostgresEncodable {
    package static var postgresType: PostgresType { .timestamptz }
    package var postgresValue: PostgresValue { .timestamp(microsecondsSince2000) }
}

extension ID: PostgresEncodable {
    package static var postgresType: PostgresType { .int8 }
    package var postgresValue: PostgresValue { .int8(rawValue) }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    package static var postgresType: PostgresType { Wrapped.postgresType }

    package var postgresValue: PostgresValue {
        switch self {
        case .none: .typedNull(Wrapped.postgresType)
        case .some(let value): value.postgresValue
        }
    }
}
