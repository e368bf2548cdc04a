import Formats
import Kernel
import Testing

@testable import WebSupport

/// What the API takes must be exactly what its description says.
@Suite struct `Bodies of requests` {
    private struct Order: APIInput {
        static let number = APIMember<String>.text("number", "", 1...3, example: "A1").required
        static let amount = APIMember<Money>.money("amount", "").required
        static let days = APIMember<Int64>.integer("days", "", 0...90)
        static let note = APIMember<String>.text("note", "", 0...5, example: "x").orNull
        static let rate = APIMember<ExactDecimal>.decimal("rate", "", example: "1.5").orNull

        static let schema = APIObjectSchema(
            name: "Order", about: "",
            properties: [
                number.property, amount.property, days.property, note.property, rate.property,
            ])

        let number: String
        let amount: Money
        let days: Int64?
        let note: APIChange<String>
        let rate: ExactDecimal?

        init(_ body: APIBodyReader) throws(APIBodyError) {
            number = try body.required(Self.number)
            amount = try body.required(Self.amount)
            days = try body.value(Self.days)
            note = try body.change(Self.note)
            rate = try body.value(Self.rate)
        }
    }

    private static func read(_ text: String) throws -> Order {
        try Order(APIBodyReader(JSONParser.parse(Array(text.utf8)), at: "", Order.schema))
    }

    private static func order(_ more: String = "", amount: String = "1.50") -> String {
        """
        {"number": "A1", "amount": {"amount": "\(amount)", "currency": "USD"}\(more)}
        """
    }

    @Test func `a whole body is read digit by digit`() throws {
        let order = try Self.read(Self.order(#", "days": 30, "rate": "1.0825""#))
        #expect(order.amount.minorUnits == 150)
        #expect(order.days == 30)
        #expect(order.rate == (try ExactDecimal(parsing: "1.0825")))
        guard case .keep = order.note else { return #expect(Bool(false), "a note was made up") }
    }

    @Test func `null clears, a member left out stays`() throws {
        guard case .clear = try Self.read(Self.order(#", "note": null"#)).note else {
            return #expect(Bool(false), "null does not clear")
        }
        guard case .set("hi") = try Self.read(Self.order(#", "note": "hi""#)).note else {
            return #expect(Bool(false), "a text is not set")
        }
    }

    @Test(
        arguments: [
            ("1,000.00", false), ("01.00", false), ("+1", false), ("1.", false), (".5", false),
            ("1e3", false), (" 1", false), ("$1", false), ("", false), ("-", false),
            ("1.005", false), ("1234567890123456", false), ("1", true), ("-1.5", true),
            ("0", true), ("1.50", true), ("1.5000", true),
        ])
    func `amounts are read only as the API writes them`(text: String, isRead: Bool) {
        let order = try? Self.read(Self.order(amount: text))
        #expect((order != nil) == isRead)
    }

    @Test(
        arguments: [
            (#"{"number": "A1"}"#, "member_missing", "/amount"),
            (
                #"{"number": 1, "amount": {"amount": "1", "currency": "USD"}}"#,
                "member_type_wrong", "/number"
            ),
            (
                #"{"number": "A123", "amount": {"amount": "1", "currency": "USD"}}"#,
                "text_invalid", "/number"
            ),
            (
                #"{"number": "", "amount": {"amount": "1", "currency": "USD"}}"#,
                "text_invalid", "/number"
            ),
            (
                #"{"number": "a\u0000", "amount": {"amount": "1", "currency": "USD"}}"#,
                "text_invalid", "/number"
            ),
            (
                #"{"number": null, "amount": {"amount": "1", "currency": "USD"}}"#,
                "member_type_wrong", "/number"
            ),
            (
                #"{"number": "A1", "amount": {"amount": 1.5, "currency": "USD"}}"#,
                "member_type_wrong", "/amount/amount"
            ),
            (
                #"{"number": "A1", "amount": {"amount": "1", "currency": "usd"}}"#,
                "member_type_wrong", "/amount/currency"
            ),
            (
                #"{"number": "A1", "amount": {"amount": "1", "currency": "USD", "x/y~": 1}}"#,
                "member_unknown", "/amount/x~1y~0"
            ),
            (
                #"{"number": "A1", "number": "A2", "amount": {"amount": "1", "currency": "USD"}}"#,
                "member_repeated", "/number"
            ),
            (
                #"{"number": "A1", "amount": {"amount": "1", "currency": "USD"}, "days": 91}"#,
                "member_type_wrong", "/days"
            ),
            (
                #"{"number": "A1", "amount": {"amount": "1", "currency": "USD"}, "days": 1.5}"#,
                "member_type_wrong", "/days"
            ),
            (#"[]"#, "member_type_wrong", ""),
        ])
    func `what is wrong is named with its place`(
        text: String, code: String, pointer: String
    ) throws {
        do {
            _ = try Self.read(text)
            Issue.record("It was read: \(text)")
        } catch let error as APIBodyError {
            #expect(error.code == code)
            #expect(error.pointer == pointer)
        }
    }

    /// JSON Schema knows 30, 30.0 and 3e1 as one whole number.
    @Test(arguments: ["30", "30.0", "3e1", "300e-1"])
    func `whole numbers in every spelling`(text: String) throws {
        #expect(try Self.read(Self.order(", \"days\": \(text)")).days == 30)
    }
}
