extension Query: ExpressibleByStringInterpolation {
    package init(stringLiteral value: StaticString) {
        self.init(literal: value)
    }

    package init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.query
    }

    /// Collects literal pieces as SQL and interpolated values as bound parameters.
    package struct StringInterpolation: StringInterpolationProtocol {
        var query: Query

        package init(literalCapacity: Int, interpolationCount: Int) {
            query = Query(capacity: literalCapacity, placeholders: interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            query.append(literal)
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some PostgresEncodable) {
            query.append(value.postgresValue)
        }

        /// Binds a value or NULL. The label keeps the compiler from suspecting a mistake.
        package mutating func appendInterpolation(optional value: (some PostgresEncodable)?) {
            query.append(value.postgresValue)
        }

        /// Binds a value, or NULL of its type.
        package mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            query.append(value.postgresValue)
        }

        /// Binds a value given in its wire form.
        package mutating func appendInterpolation(_ value: PostgresValue) {
            query.append(value)
        }

        /// Places another piece of SQL here; its values bind too.
        package mutating func appendInterpolation(fragment: Query) {
            query.append(fragment)
        }

        /// Places a quoted name here.
        package mutating func appendInterpolation(identifier: Identifier) {
            query.append(identifier)
        }
    }
}
