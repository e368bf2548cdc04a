package import WebSupport

/// The API's operations on receivables.
package enum APIFeature {
    package static func feature(_ services: APIServices) -> WebFeature {
        WebFeature { routes, environment in
            for operation in operations(services) { routes.add(operation, environment) }
        }
    }

    private static func operations(_ services: APIServices) -> [APIOperation] {
        let invoices = DocumentOperations<InvoiceInput>(
            words: .invoice, example: APIExamples.invoice, services: services)
        let creditNotes = DocumentOperations<CreditNoteInput>(
            words: .creditNote, example: APIExamples.creditNote, services: services)
        let receipts = DocumentOperations<ReceiptInput>(
            words: .receipt, example: APIExamples.receipt, services: services)
        let refunds = DocumentOperations<ReceiptInput>(
            words: .refund, example: "", services: services)
        return invoices.reading() + invoices.writing() + creditNotes.reading()
            + creditNotes.writing() + receipts.reading() + receipts.writing()
            + refunds.reading()
    }
}
