import BooksTestSupport
import Kernel
import Receivables
import Testing
import Webhooks

@Suite struct `A write-off that is taken back` {
    @Test func `is told with what is open then, also where the invoice was never settled`()
        async throws
    {
        try await HookSite.use { site in
            try await site.subscribe([.invoiceWrittenOff, .invoiceWriteOffReversed])
            let books = site.books
            let customer = try await books.customer("A")
            let invoice = try await books.invoice(customer, "R-1", on: "2026-01-10", "100.00 USD")
            try await books.writeOff(invoice, "30.00 USD", on: "2026-02-01")
            try await books.writeOff(invoice, "20.00 USD", on: "2026-02-01")
            let writeOffs = try await books.writeOffs(of: invoice)
            for writeOff in writeOffs { try await books.reverse(writeOff) }
            while try await site.sender().drain() > 0 {}
            let told = try site.messages()
            #expect(
                told.map(\.type) == [
                    "invoice.written_off", "invoice.written_off", "invoice.write_off_reversed",
                    "invoice.write_off_reversed",
                ])
            #expect(told.map(\.sequence) == [1, 2, 3, 4])
            #expect(
                told.map { $0.money("written_off", in: $0.data) } == [
                    "30.00 USD", "20.00 USD", "30.00 USD", "20.00 USD",
                ])
            #expect(
                told.map { $0.money("open") } == [
                    "70.00 USD", "50.00 USD", "80.00 USD", "100.00 USD",
                ])
            #expect(told.allSatisfy { $0.object == ["kind": "document", "id": "\(invoice)"] })
        }
    }

    @Test func `is not told beside the void of its invoice, nor of a receipt`() async throws {
        try await HookSite.use { site in
            try await site.subscribe([.invoiceWriteOffReversed, .invoiceVoided])
            let books = site.books
            let customer = try await books.customer("A")
            let invoice = try await books.invoice(customer, "R-1", on: "2026-01-10", "100.00 USD")
            try await books.writeOff(invoice, "30.00 USD", on: "2026-02-01")
            _ = try await books.posting.void(books.scope, [invoice])
            let receipt = try await books.receipt(customer, "P-1", on: "2026-01-20", "5.00 USD")
            try await books.writeOff(receipt, "1.00 USD", on: "2026-02-01")
            try await books.reverse(try await books.writeOffs(of: receipt)[0])
            while try await site.sender().drain() > 0 {}
            #expect(try site.types() == ["invoice.voided"])
            #expect(try site.messages().first?.money("open") == "0.00 USD")
        }
    }
}
