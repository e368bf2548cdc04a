package import WebSupport

/// The API's operations on receivables.
package enum APIFeature {
    package static func feature(_ services: APIServices, _ files: APIFiles) -> WebFeature {
        WebFeature { routes, environment in
            let exports = ExportOperations(
                files: files, services: services, environment: environment)
            let all =
                operations(services)
                + ImportOperations(desk: files.imports, once: services.once).all
                + ImportUndoOperations(desk: files.imports, once: services.once).all
                + ImportRejectsOperations(desk: files.imports, environment: environment).all
                + exports.all
                + ReportOperations(services: services).all
            for operation in all { routes.add(operation, environment) }
        }
    }

    private static func operations(_ services: APIServices) -> [APIOperation] {
        let invoices = DocumentOperations<InvoiceInput>(
            words: .invoice, example: APIExamples.invoice, exampleNumber: "R-1042",
            services: services)
        let creditNotes = DocumentOperations<CreditNoteInput>(
            words: .creditNote, example: APIExamples.creditNote, exampleNumber: "C-17",
            services: services)
        let receipts = DocumentOperations<ReceiptInput>(
            words: .receipt, example: APIExamples.receipt, exampleNumber: "P-9001",
            services: services)
        let openingBalances = DocumentOperations<OpeningBalanceInput>(
            words: .openingBalance, example: APIExamples.openingBalance, exampleNumber: "OB-7",
            services: services)
        let refunds = DocumentOperations<ReceiptInput>(
            words: .refund, example: "", services: services)
        let master =
            CustomerOperations(services: services).all + ContactOperations(services: services).all
            + GroupOperations(services: services).all + TermsOperations(services: services).all
        let settling =
            [RefundOperation(object: refunds.details, services: services).operation, refunds.void]
            + AllocationOperations(services: services).all
            + WriteOffOperations(services: services).all + RateOperations(services: services).all
        return master + invoices.reading() + invoices.writing() + creditNotes.reading()
            + creditNotes.writing() + receipts.reading() + receipts.writing()
            + openingBalances.reading() + openingBalances.writing() + refunds.reading() + settling
    }
}
