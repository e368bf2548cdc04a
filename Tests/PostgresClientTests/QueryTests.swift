import PostgresClient
import Testing

@Suite struct `Writing a query` {
    @Test func `turns interpolated values into placeholders`() {
        let query: Query = "SELECT * FROM t WHERE a = \(Int64(1)) AND b = \("x'; DROP TABLE t")"
        #expect(query.text == "SELECT * FROM t WHERE a = $1 AND b = $2")
        #expect(query.values == [.int8(1), .text("x'; DROP TABLE t")])
    }

    @Test func `renumbers the placeholders of a fragment`() {
        let filter: Query = "b = \(Int64(2)) AND note <> '$1' AND c = \(Int64(3))"
        let query: Query = "SELECT \(Int64(1)) FROM t WHERE \(fragment: filter) LIMIT \(Int64(4))"
        #expect(
            query.text
                == "SELECT $1 FROM t WHERE b = $2 AND note <> '$1' AND c = $3 LIMIT $4")
        #expect(query.values == [.int8(1), .int8(2), .int8(3), .int8(4)])
    }

    @Test func `renumbers past nine when pieces are joined`() {
        var query: Query = "SELECT 0"
        for number in 1...12 { query += ", \(Int64(number))" }
        let twice = query + " UNION " + query
        #expect(query.text.hasSuffix(", $11, $12"))
        #expect(twice.text.hasSuffix(", $23, $24"))
        #expect(twice.values.count == 24)
    }

    @Test func `places identifiers in quotes`() throws {
        let name = try Identifier("t_acme")
        let query: Query = "SET LOCAL search_path TO \(identifier: name), public"
        #expect(query.text == "SET LOCAL search_path TO \"t_acme\", public")
        #expect(query.values.isEmpty)
    }

    @Test(arguments: [
        "", "1a", "A", "a-b", "a\"b", "a b", "ä", "a\0", "a;b", String(repeating: "a", count: 64),
    ])
    func `refuses names that are no plain identifiers`(name: String) {
        #expect(throws: PostgresError.invalidIdentifier) { try Identifier(name) }
    }

    @Test func `accepts a name of the longest length`() throws {
        let name = "_" + String(repeating: "9", count: 62)
        #expect(try Identifier(name).name == name)
    }

    @Test func `keeps the parameter type of a missing value`() {
        let some: Query = "SELECT \(Int64?.some(1))"
        let none: Query = "SELECT \(Int64?.none)"
        #expect(some.values.map(\.type) == none.values.map(\.type))
    }

    @Test func `reads a statement from a file's bytes`() throws {
        let file = try SQLFile(embedded: Array("SELECT $1::int8".utf8))
        let query = Query(file, [.int8(4)])
        #expect(query.text == "SELECT $1::int8")
        #expect(throws: PostgresError.unreadableFile) { try SQLFile(embedded: [0xff]) }
        #expect(throws: PostgresError.unreadableFile) { try SQLFile(embedded: [0x41, 0]) }
        #expect(throws: PostgresError.unreadableFile) { try SQLFile(path: "/does/not/exist") }
    }
}
