import Kernel
import Receivables
import WebSupport

/// The members of documents that requests bring.
enum DocumentMembers {
    static let customer = APIMember<CustomerID>.id("customer_id", "Whose it is.").required
    static let number = APIMember<String>.line(
        "number",
        "What the document calls itself; one customer has no two of a kind. That of a void document"
            + " is not free again, unless the import that brought it was undone.",
        1...50, example: "R-1042"
    ).required
    static let date = APIMember<LocalDate>.date("date", "The document's date.").required
    static let dueDate = APIMember<LocalDate>.date(
        "due_date",
        "When it is due. Without it the customer's payment terms decide, else it is due on its"
            + " own date. With instalments it is that of the last of them, or left out. It may be"
            + " before the document's date: what is owed counts from that date, and is past due from"
            + " then on."
    ).orNull
    static let amount = APIMember<Money>.money(
        "amount", "What the document says, zero or more; its kind decides the side."
    ).required
    static let rate = APIMember<ExactDecimal>.positive(
        "rate",
        "What a unit of the currency is worth in the company's, above zero; without it the rate"
            + " of the document's date is taken. The company's own currency has none but 1.",
        example: "1.0825", refusal: PostingError.rate
    ).orNull
    static let reference = APIMember<String>.line(
        "reference", "What the customer calls it.", 0...500, example: "PO 77"
    ).orNull
    static let disputed = APIMember<Bool>.flag("disputed", "Whether the customer contests it.")
    static let instalments = APIMember<[InstalmentInput]>.list(
        "instalments", "Parts that are due on days of their own; together they are the amount.",
        0...100)
    static let lines = APIMember<[LineInput]>.list(
        "lines", "What was sold; together the lines are the amount.", 0...500)
    static let applications = APIMember<[ApplicationInput]>.list(
        "applications", "What it pays; what is left stays open.", 0...500)

    static func draft(
        _ body: APIBodyReader, _ kind: DocumentKind
    ) throws(APIBodyError) -> DocumentDraft {
        var draft = DocumentDraft(
            kind: kind, customer: try body.required(customer), number: try body.required(number),
            date: try body.required(date), amount: try body.required(amount))
        draft.rate = try body.value(rate)
        draft.reference = try body.value(reference)
        return draft
    }
}
