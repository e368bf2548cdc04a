/// A value to bind, in the form it travels in.
///
/// Everything goes in binary with its exact type, but for the text-like cases, which the server
/// reads as whatever type stands there (an enum, a `jsonb`, a `uuid`).
package enum PostgresValue: Hashable, Sendable {
    /// NULL of a type the server infers.
    case null
    /// NULL of a known type, so that a statement has the same parameter types with and without it.
    case typedNull(PostgresType)
    case bool(Bool)
    case int2(Int16)
    case int4(Int32)
    case int8(Int64)
    case float8(Double)
    /// Text without NUL characters.
    case text(String)
    case bytes([UInt8])
    /// Days since 2000-01-01.
    case date(Int32)
    /// Microseconds since 2000-01-01 UTC.
    case timestamp(Int64)
    /// Decimal digits, kept exactly.
    case numeric(String)
    case json(String)

    case boolArray([Bool])
    case int2Array([Int16])
    case int4Array([Int32])
    case int8Array([Int64])
    case float8Array([Double])
    case textArray([String])
    case dateArray([Int32])
    case timestampArray([Int64])

    case nullableBoolArray([Bool?])
    case nullableInt2Array([Int16?])
    case nullableInt4Array([Int32?])
    case nullableInt8Array([Int64?])
    case nullableTextArray([String?])
    case nullableDateArray([Int32?])
    case nullableTimestampArray([Int64?])

    /// The type the parameter is declared with.
    package var type: PostgresType {
        switch self {
        case .null, .text, .json: .inferred
        case .typedNull(let type): type
        case .bool: .bool
        case .int2: .int2
        case .int4: .int4
        case .int8: .int8
        case .float8: .float8
        case .bytes: .bytea
        case .date: .date
        case .timestamp: .timestamptz
        case .numeric: .numeric
        case .boolArray, .nullableBoolArray: .boolArray
        case .int2Array, .nullableInt2Array: .int2Array
        case .int4Array, .nullableInt4Array: .int4Array
        case .int8Array, .nullableInt8Array: .int8Array
        case .float8Array: .float8Array
        case .textArray, .nullableTextArray: .textArray
        case .dateArray, .nullableDateArray: .dateArray
        case .timestampArray, .nullableTimestampArray: .timestamptzArray
        }
    }
}
