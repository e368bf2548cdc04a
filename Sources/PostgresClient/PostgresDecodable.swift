package import Kernel

/// A type that can be read from a column.
package protocol PostgresDecodable {
    /// - Throws: `decoding`.
    init(cell: PostgresCell) throws(PostgresError)
}

extension Int64: PostgresDecodable {
    package init(cell: PostgresCell) throws(PostgresError) {
        self = try cell.wholeNumber(as: Int64.self)
    }
}

extension Int32: PostgresDecodable {
    package init(cell: PostgresCell) throws(PostgresError) {
        self = try cell.wholeNumber(as: Int32.self)
    }
}

extension Int16: PostgresDecodable {
    package init(cell: PostgresCell) throws(PostgresError) {
        self = try cell.wholeNumber(as: Int16.self)
    }
}

extension Int: PostgresDecodable {
    package init(cell: PostgresCell) throws(PostgresError) {
        self = try cell.wholeNumber(as: Int.self)
    }
}

extension ID: PostgresDecodable {
    package init(cell: PostgresCell) throws(PostgresError) {
        self.init(rawValue: try cell.wholeNumber(as: Int64.self))
    }
}

extension Bool: PostgresDecodable {
    package init(cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.required(as: Bool.self)
        guard cell.type == .bool else {
            throw cell.failure(.typeMismatch(oid: cell.type.oid), as: Bool.self)
        }
        self = try cell.integer(bytes, as: UInt8.self) != 0
    }
}

extension Double: PostgresDecodable {
    package init(cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.required(as: Double.self)
        switch cell.type {
        case .float8: self = try Double(bitPattern: cell.integer(bytes, as: UInt64.self))
        case .float4:
            self = try Double(Float(bitPattern: cell.integer(bytes, as: UInt32.self)))
        default: throw cell.failure(.typeMismatch(oid: cell.type.oid), as: Double.self)
        }
    }
}

extension LocalDate: PostgresDecodable {
    package init(cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.required(as: LocalDate.self)
        guard cell.type == .date else {
            throw cell.failure(.typeMismatch(oid: cell.type.oid), as: LocalDate.self)
        }
        let days = try cell.integer(bytes, as: Int32.self)
        guard let date = try? LocalDate(daysSince2000: days) else {
            throw cell.failure(.outOfRange, as: LocalDate.self)
        }
        self = date
    }
}

extension Instant: PostgresDecodable {
    package init(cell: PostgresCell) throws(PostgresError) {
        let bytes = try cell.required(as: Instant.self)
        guard cell.type == .timestamptz || cell.type == .timestamp else {
            throw cell.failure(.typeMismatch(oid: cell.type.oid), as: Instant.self)
        }
        self.init(microsecondsSince2000: try cell.integer(bytes, as: Int64.self))
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package init(cell: PostgresCell) throws(PostgresError) {
        self = cell.bytes == nil ? nil : try Wrapped(cell: cell)
    }
}
