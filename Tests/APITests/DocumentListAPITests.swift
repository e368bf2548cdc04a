import Formats
import Testing

@Suite struct `Documents in order` {
    @Test func `of amount stand as the description says, whatever they are worth`() async throws {
        try await APISite.use { site in
            let customer = try await site.customer("A")
            let path = "/api/v1/invoices/"
            for (number, money, rate) in [
                ("kwd", APISite.money("4.000", "KWD"), "3.2"),
                ("jpy", APISite.money("500", "JPY"), "0.007"),
                ("usd", APISite.money("30.00", "USD"), "1"),
            ] {
                let made = try await site.post(
                    path,
                    """
                    {"customer_id": "\(customer)", "number": "\(number)", "date": "2026-03-01",
                     "amount": \(money), "rate": "\(rate)"}
                    """)
                #expect(made.status == 201)
            }
            let rising = try await site.get("\(path)?sort=amount&order=asc")
            #expect(rising.texts("number") == ["jpy", "usd", "kwd"])
            let schema = try await site.get("/api/schema/")
            let parameters = schema["paths"]?[path]?["get"]?["parameters"]?.elements ?? []
            let sort = try #require(parameters.first { $0["name"]?.text == "sort" })
            let about = sort["description"]?.text ?? ""
            for part in ["500 JPY", "below 30.00 USD", "below 4.000 KWD", "smallest unit"] {
                #expect(about.contains(part), "\(part)")
            }
        }
    }
}
