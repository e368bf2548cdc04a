import Formats
import Kernel
import Receivables
import WebSupport

/// The objects of the API's answers about what settles documents, and exchange rates.
enum SettlingObjects {
    static let allocation = APIObject<AllocationRecord>(
        "Allocation", "Part of a credit that was set against part of a document.",
        [
            .id("id", "Ours.") { $0.id },
            .id("credit_id", "The receipt, credit note or opening balance below zero.") {
                $0.credit
            },
            .id(
                "document_id",
                "What it was set against: an invoice, a refund or an opening balance."
            ) { $0.document },
            .integer("instalment", "Which part of it, from 1.", 1...32_767) { $0.instalment },
            .money("amount", "How much.") { $0.amount },
            .date("date", "The day on which it counts.") { $0.date },
            .flag("reversed", "Whether it was taken back.") { $0.isReversed },
            .instant("recorded_at", "When it came into the books.") { $0.recordedAt },
        ])

    /// What one request set off: one for each instalment that it reached.
    static let allocations = APIObject<[AllocationRecord]>(
        "Allocations", "What was set off: one for each instalment that it reached.",
        [.list("items", "They.", allocation) { $0 }])

    static let writeOff = APIObject<WriteOffRecord>(
        "WriteOff", "Part of a document that nobody will pay.",
        [
            .id("id", "Ours.") { $0.id },
            .id("document_id", "The document, of whatever kind.") { $0.document },
            .id("customer_id", "Whose it is.") { $0.customer },
            .integer("instalment", "Which part of it, from 1.", 1...32_767) { $0.instalment },
            .money("amount", "How much.") { $0.amount },
            .date("date", "The day on which it counts.") { $0.date },
            .flag("reversed", "Whether it was taken back, by itself or with its document.") {
                $0.isReversed
            },
            .instant("recorded_at", "When it came into the books.") { $0.recordedAt },
        ])

    static let writeOffs = APIObject<[WriteOffRecord]>(
        "WriteOffs", "What was written off: one for each instalment that it reached.",
        [.list("items", "They.", writeOff) { $0 }])

    static let rate = APIObject<RateRecord>(
        "Rate", "What a unit of a currency is worth in the company's from a day on.",
        [
            .text("currency", "The ISO 4217 code.", .currency) { $0.currency.code },
            .date("date", "The first day on which it holds.") { $0.day },
            .text(
                "rate", "Decimal text.",
                .text(APIText(pattern: #"^[0-9]+(\.[0-9]+)?$"#, example: "1.0825"))
            ) { "\($0.rate)" },
        ])
}
