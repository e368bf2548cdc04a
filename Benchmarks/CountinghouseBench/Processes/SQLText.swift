import Kernel
import PostgresClient

/// Statements as text with their values in them, for programs that cannot bind.
enum SQLText {
    /// The statement with every placeholder replaced by its value.
    ///
    /// - Parameter overrides: texts for placeholders, by number from 1.
    static func inlined(_ query: Query, overrides: [Int: String] = [:]) throws -> String {
        var text = ""
        var rest = query.text[...]
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            let digits = rest[rest.index(after: dollar)...].prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits), number >= 1, number <= query.values.count else {
                throw BenchError.unexpected("a statement that cannot be inlined")
            }
            text += try overrides[number] ?? literal(query.values[number - 1])
            rest = rest[digits.endIndex...]
        }
        return text + rest
    }

    /// `PREPARE name AS …` for a statement and the `EXECUTE` that gives it its values.
    static func prepared(_ query: Query, name: String) throws -> (prepare: String, run: String) {
        guard !query.values.isEmpty else {
            return ("PREPARE \(name) AS \(query.text);", "EXECUTE \(name);")
        }
        let types = try query.values.map(typeName).joined(separator: ", ")
        let values = try query.values.map(literal).joined(separator: ", ")
        return (
            "PREPARE \(name) (\(types)) AS \(query.text);", "EXECUTE \(name) (\(values));"
        )
    }

    private static func typeName(_ value: PostgresValue) throws -> String {
        switch value {
        case .text: "unknown"
        case .int2: "smallint"
        case .int4: "integer"
        case .int8: "bigint"
        case .date: "date"
        case .timestamp: "timestamptz"
        default: throw BenchError.unexpected("no type name for \(value)")
        }
    }

    private static func literal(_ value: PostgresValue) throws -> String {
        switch value {
        case .text(let text): quoted(text)
        case .int2(let number): "\(number)::smallint"
        case .int4(let number): "\(number)::integer"
        case .int8(let number): "\(number)::bigint"
        case .date(let day): try quoted(LocalDate(daysSince2000: day).description) + "::date"
        case .timestamp(let microseconds):
            quoted(Instant(microsecondsSince2000: microseconds).description) + "::timestamptz"
        case .int2Array(let items): array(items.map { "\($0)" }) + "::smallint[]"
        case .int4Array(let items): array(items.map { "\($0)" }) + "::integer[]"
        case .int8Array(let items): array(items.map { "\($0)" }) + "::bigint[]"
        case .textArray(let items): array(items.map { "\"\($0)\"" }) + "::text[]"
        case .nullableTextArray(let items):
            array(items.map { $0.map { "\"\($0)\"" } ?? "NULL" }) + "::text[]"
        case .dateArray(let items):
            try array(items.map { try LocalDate(daysSince2000: $0).description }) + "::date[]"
        default: throw BenchError.unexpected("no literal for \(value)")
        }
    }

    private static func array(_ items: [String]) -> String {
        quoted("{" + items.joined(separator: ",") + "}")
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
            + "'"
    }
}
