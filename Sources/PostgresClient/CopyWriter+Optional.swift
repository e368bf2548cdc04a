package import Kernel

extension CopyWriter {
    package mutating func date(_ value: LocalDate) throws(PostgresError) {
        try date(daysSince2000: value.daysSince2000)
    }

    package mutating func date(_ value: LocalDate?) throws(PostgresError) {
        if let value { try date(value) } else { try null() }
    }

    package mutating func timestamp(_ value: Instant) throws(PostgresError) {
        try timestamp(microsecondsSince2000: value.microsecondsSince2000)
    }

    package mutating func timestamp(_ value: Instant?) throws(PostgresError) {
        if let value { try timestamp(value) } else { try null() }
    }

    package mutating func int16(_ value: Int16?) throws(PostgresError) {
        if let value { try int16(value) } else { try null() }
    }

    package mutating func int32(_ value: Int32?) throws(PostgresError) {
        if let value { try int32(value) } else { try null() }
    }

    package mutating func int64(_ value: Int64?) throws(PostgresError) {
        if let value { try int64(value) } else { try null() }
    }

    package mutating func bool(_ value: Bool?) throws(PostgresError) {
        if let value { try bool(value) } else { try null() }
    }

    package mutating func text(_ value: String?) throws(PostgresError) {
        if let value { try text(value) } else { try null() }
    }
}
