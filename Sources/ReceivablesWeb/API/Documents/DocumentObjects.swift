import Formats
import Kernel
import Receivables
import WebSupport

/// The objects of the API's answers about documents.
enum DocumentObjects {
    static let line = APIObject<DocumentDetails.Line>(
        "Line", "What was sold; lines inform, the document's amount counts.",
        [
            .text("description", "What it was.", .text(0...2_000, example: "Pallets")) {
                $0.description
            },
            .optionalText("quantity", "How many, as decimal text.", decimal) { $0.quantity },
            .optionalText("unit_price", "What one costs, as decimal text.", decimal) {
                $0.unitPrice
            },
            .money("amount", "What it comes to.") { $0.amount },
        ])

    static let instalment = APIObject<DocumentDetails.Instalment>(
        "Instalment", "A part of an invoice that is due on a day of its own.",
        [
            .integer("number", "From 1.", 1...32_767) { $0.number },
            .date("due_date", "When it is due.") { $0.dueDate },
            .money("amount", "How much of the invoice it is.") { $0.amount },
            .money("open", "What is not paid of it.") { $0.open },
        ])

    private static let decimal = APISchema.text(
        APIText(pattern: #"^-?[0-9]+(\.[0-9]+)?$"#, example: "12.5"))

    /// The members that documents of all kinds have.
    static func fields<Value>(
        _ words: DocumentWords, _ entry: @escaping @Sendable (Value) -> DocumentEntry
    ) -> [APIField<Value>] {
        var fields: [APIField<Value>] = [
            .id("id", "Ours.") { entry($0).id },
            .text("number", "What the document calls itself.", .text(1...200, example: "R-1042")) {
                entry($0).number
            },
            .id("customer_id", "Whose it is.") { entry($0).customer },
            .text("customer", "The customer's name.", .text(0...1_000, example: "Acme Ltd")) {
                entry($0).customerName
            },
            .date("date", "The document's date.") { entry($0).date },
        ]
        if words.hasDueDate {
            fields.append(
                .date("due_date", "When the last part of it is due.") { entry($0).dueDate })
        }
        if words.kind == .invoice {
            fields.append(
                .optionalDate(
                    "next_due_date",
                    "When the oldest part that is open is due; null when nothing is open."
                ) { entry($0).nextDueDate })
        }
        fields += [
            .money("amount", words.amountMeaning) { entry($0).amount },
            .money("open", words.openMeaning) { entry($0).open },
            .money("base_amount", "The amount in the company's currency, at the document's rate.") {
                entry($0).baseAmount
            },
            .text("status", "Void documents count nowhere.", .words(["posted", "void", "draft"])) {
                entry($0).status.word
            },
            .optionalText(
                "reference", "What the customer calls it.", .text(0...2_000, example: "PO 77")
            ) { entry($0).reference },
        ]
        if words.kind == .invoice {
            fields.append(
                .flag("disputed", "Whether the customer contests it.") { entry($0).isDisputed })
        }
        if words.kind == .refund { fields += refundFields(entry) }
        fields += [
            .optionalText(
                "import_id", "The import that brought it.", .id
            ) { entry($0).importID.map { "\($0)" } },
            .instant("recorded_at", "When it came into the books.") { entry($0).recordedAt },
        ]
        return fields
    }

    private static func refundFields<Value>(
        _ entry: @escaping @Sendable (Value) -> DocumentEntry
    ) -> [APIField<Value>] {
        [
            .optionalID(
                "credit_id",
                "What it paid back; null where nothing was open of that then, and where it was"
                    + " set against a credit later, by itself."
            ) { entry($0).refunded?.credit },
            .optionalMoney(
                "from_credit",
                "How much of it was paid out of that credit; the rest was open when it was posted."
            ) { entry($0).refunded?.amount },
        ]
    }
}

extension DocumentRecord.Status {
    /// The API's word for it.
    var word: String {
        switch self {
        case .draft: "draft"
        case .posted: "posted"
        case .void: "void"
        }
    }
}
