import Kernel
import Receivables
import WebSupport

/// A refund that a request brings.
struct RefundInput: APIInput {
    static let creditID = APIMember<DocumentID>.id(
        "credit_id",
        "What is paid back: a receipt, a credit note or an opening balance below zero."
    ).required
    static let day = APIMember<LocalDate>.date(
        "date",
        "When it is paid: no day that is still to come (`date_in_future`), unless the credit is of"
            + " that day or a later one."
    ).required
    private static let money = APIMember<Money>.money(
        "amount", "How much, in the credit's currency. What is paid beyond the credit stays open."
    ).required

    static let schema = APIObjectSchema(
        name: "NewRefund", about: "Credit to be paid back.",
        properties: [
            creditID.property, DocumentMembers.number.property, day.property,
            money.property, DocumentMembers.rate.property, DocumentMembers.reference.property,
        ])

    let refund: NewRefund

    init(_ body: APIBodyReader) throws(APIBodyError) {
        var refund = NewRefund(
            credit: try body.required(Self.creditID),
            number: try body.required(DocumentMembers.number),
            date: try body.required(Self.day),
            amount: try body.required(Self.money))
        refund.rate = try body.value(DocumentMembers.rate)
        refund.reference = try body.value(DocumentMembers.reference)
        self.refund = refund
    }
}
