import BooksTestSupport
import Foundation
import Kernel
import PostgresClient
import Receivables
import Tenancy
import Testing
import Webhooks

@Suite struct `What happens in the books` {
    @Test func `is told with the figures of that moment, in order`() async throws {
        try await HookSite.use { site in
            try await site.subscribe()
            let books = site.books
            try await books.setRate("EUR", from: "2026-01-01", "1.25")
            let customer = try await books.customer("Äcme \"quoted\"")
            let invoice = try await books.invoice(
                customer, "R-1", on: "2026-01-10", due: "2026-02-09", "12.50 EUR")
            let receipt = try await books.receipt(customer, "P-1", on: "2026-01-20", "12.50 EUR")
            try await books.allocate(receipt, to: invoice, "5.00 EUR")
            try await books.allocate(receipt, to: invoice, "7.50 EUR")
            // One after the other, whatever is sent side by side.
            while try await site.sender().drain() > 0 {}
            let all = try site.messages()
            #expect(
                Set(all.map(\.type)) == [
                    "customer.created", "invoice.created", "receipt.created", "invoice.paid",
                ])
            let ours = all.filter { $0.object == ["kind": "document", "id": "\(invoice)"] }
            #expect(ours.map(\.type) == ["invoice.created", "invoice.paid"])
            #expect(ours.map(\.sequence) == [1, 2])
            #expect(ours.map { $0.money("open") } == ["12.50 EUR", "0.00 EUR"])
            #expect(ours[0].money("amount") == "12.50 EUR" && ours[0].tenant == "acme")
            #expect(ours[0].document["due_date"] as? String == "2026-02-09")
            let name = (ours[0].document["customer"] as? [String: String])?["name"]
            #expect(name == "Äcme \"quoted\"")
            // A receipt's amounts are positive.
            let credit = all.filter { $0.type == "receipt.created" }
            #expect(credit.first?.money("amount") == "12.50 EUR" && credit.count == 1)
            #expect(Set(all.map(\.id)).count == all.count)
        }
    }

    @Test(arguments: [("1250 JPY", "1250"), ("1.250 KWD", "1.250"), ("0.01 USD", "0.01")])
    func `is told in each currency's decimals`(amount: String, told: String) async throws {
        try await HookSite.use { site in
            try await site.subscribe([.invoiceCreated])
            let money = Shorthand.money(amount)
            try await site.books.setRate(money.currency, from: "2026-01-01", "1")
            let customer = try await site.books.customer("A")
            _ = try await site.books.invoice(customer, "R-1", on: "2026-01-10", money)
            try await site.sender().drain()
            let message = try #require(try site.messages().first)
            #expect(message.money("amount") == "\(told) \(money.currency.code)")
        }
    }

    @Test func `is told when it is taken back, written off and corrected`() async throws {
        try await HookSite.use { site in
            try await site.subscribe()
            let books = site.books
            let customer = try await books.customer("A")
            let first = try await books.invoice(customer, "R-1", on: "2026-01-10", "10.00 USD")
            let second = try await books.invoice(customer, "R-2", on: "2026-01-10", "20.00 USD")
            let receipt = try await books.receipt(customer, "P-1", on: "2026-01-20", "10.00 USD")
            let pieces = try await books.allocate(receipt, to: first, "10.00 USD")
            _ = try await books.posting.reverse(books.scope, pieces)
            try await books.allocate(receipt, to: first, "10.00 USD")
            _ = try await books.posting.void(books.scope, [receipt])
            try await books.writeOff(second, "4.00 USD", on: "2026-02-01")
            try await books.correct(second, date: "2026-01-11", due: "2026-01-31", to: "21.00 USD")
            _ = try await books.posting.void(books.scope, [first, second])
            let lost = try await books.invoice(customer, "R-3", on: "2026-01-10", "5.00 USD")
            try await books.writeOff(lost, "5.00 USD", on: "2026-02-01")
            try await books.reverse(try await books.writeOffs(of: lost)[0])
            while try await site.sender().drain() > 0 {}
            func told(_ id: DocumentID) throws -> [String] {
                try site.messages().filter { $0.object == ["kind": "document", "id": "\(id)"] }
                    .map(\.type)
            }
            #expect(
                try told(first) == [
                    "invoice.created", "invoice.paid", "invoice.reopened", "invoice.paid",
                    "invoice.reopened", "invoice.voided",
                ])
            #expect(
                try told(second) == [
                    "invoice.created", "invoice.written_off", "invoice.changed", "invoice.voided",
                ])
            #expect(
                try told(lost) == [
                    "invoice.created", "invoice.written_off", "invoice.write_off_reversed",
                    "invoice.reopened",
                ])
            #expect(try told(receipt) == ["receipt.created", "receipt.voided"])
            let off = try #require(
                try site.messages().first {
                    $0.type == "invoice.written_off" && $0.object["id"] == "\(second)"
                })
            #expect(off.money("written_off", in: off.data) == "4.00 USD")
            #expect(off.money("open") == "16.00 USD")
        }
    }

    @Test func `that leaves a paid invoice paid is no news`() async throws {
        try await HookSite.use { site in
            try await site.subscribe([.invoicePaid, .invoiceReopened, .invoiceChanged])
            let books = site.books
            let customer = try await books.customer("A")
            try await books.setRate("EUR", from: "2026-01-01", "1.25")
            let invoice = try await books.invoice(customer, "R-1", on: "2026-01-10", "10.00 EUR")
            let receipt = try await books.receipt(customer, "P-1", on: "2026-01-20", "10.00 EUR")
            try await books.allocate(receipt, to: invoice, "10.00 EUR")
            // Its application is taken back and made again in one transaction.
            try await books.correct(invoice, date: "2026-01-25", due: "2026-01-31", to: "10.00 EUR")
            while try await site.sender().drain() > 0 {}
            #expect(try site.types() == ["invoice.paid", "invoice.changed"])
        }
    }

    @Test func `is written down for nobody where nobody wants to know`() async throws {
        try await HookSite.use { site in
            let books = site.books
            let customer = try await books.customer("A")
            _ = try await books.invoice(customer, "R-1", on: "2026-01-10", "10.00 USD")
            #expect(try await site.count("SELECT count(*) FROM webhook_event") == 0)
            let made = try await site.subscribe([.invoicePaid])
            _ = try await books.invoice(customer, "R-2", on: "2026-01-10", "10.00 USD")
            #expect(try await site.count("SELECT count(*) FROM webhook_event") == 0)
            try await site.webhooks.remove(books.scope, made.id)
            #expect(try await site.count("SELECT count(*) FROM webhook_subscription") == 0)
        }
    }

    @Test func `is told only if it was stored`() async throws {
        try await HookSite.use { site in
            try await site.subscribe()
            let books = site.books
            let customer = try await books.customer("A")
            let invoice = try await books.invoice(customer, "R-1", on: "2026-01-10", "10.00 USD")
            await #expect(throws: PostingError.self) {
                _ = try await books.invoice(customer, "R-1", on: "2026-01-10", "11.00 USD")
            }
            let receipt = try await books.receipt(customer, "P-1", on: "2026-01-20", "50.00 USD")
            await #expect(throws: PostingError.self) {
                try await books.allocate(receipt, to: invoice, "11.00 USD")
            }
            while try await site.sender().drain() > 0 {}
            #expect(
                try Set(site.types()) == ["customer.created", "invoice.created", "receipt.created"])
            #expect(try site.types().count == 3)
        }
    }

    @Test func `is known by the same names here and in the database`() async throws {
        try await HookSite.use { site in
            let kinds = ["invoice", "credit_note", "receipt", "refund", "opening_balance"]
            let words = kinds.flatMap { kind in
                ["created", "changed", "voided"].map { "\(kind).\($0)" }
            }
            let others = [
                "invoice.paid", "invoice.reopened", "invoice.written_off",
                "invoice.write_off_reversed", "customer.created", "import.finished",
                "import.undone",
            ]
            #expect(Set(words + others) == Set(WebhookEventType.allCases.map(\.rawValue)))
            for kind in 1...5 {
                let name: String = try await site.books.database.read(
                    site.books.scope, "SELECT ar_event_kind(\(Int16(kind)))"
                ).single().decode(0)
                #expect(name == kinds[kind - 1])
            }
        }
    }
}
