import WebSupport

/// What the documents under `/ar/api/` are made of; `SummaryJSON` writes them.
enum SummarySchemas {
    static let stats = APIObjectSchema(
        name: "SummaryStats", about: "Key figures of a day.",
        properties: [
            count("total_customers", "Customers with something open."),
            amount("total_ar", "What is open."),
            amount("total_overdue", "What of that is past due."),
            property(
                "overdue_percentage", "How much of what is open that is; null where nothing is.",
                .nullable(.number)),
            count("total_invoices", "Invoices with something open."),
            property(
                "avg_days_overdue", "The mean of those that are overdue; null without any.",
                .nullable(.number)),
            count("at_risk_customers", "Customers with anything more than 90 days past due."),
        ])

    static let distribution = APIObjectSchema(
        name: "AgingDistribution", about: "What is open on a day, by how late it is.",
        properties: [
            property(
                "distribution", "In days past due.",
                .object(
                    APIObjectSchema(
                        name: "AgingBuckets", about: "Amounts by days past due.",
                        properties: SummaryJSON.bucketNames.map { amount("\($0)", "") }))),
            amount("total", "Of all."),
        ])

    static let customers = APIObjectSchema(
        name: "CustomerBreakdown", about: "A page of customers by what they owe, the most first.",
        properties: [
            property(
                "customers", "A hundred a page.",
                .list(
                    of: .object(
                        APIObjectSchema(
                            name: "CustomerBalance", about: "What a customer owes.",
                            properties: [
                                count("id", "Ours."), name("customer", "Its name.", "Acme Ltd"),
                                amount("total_outstanding", "What it owes."),
                                amount("overdue", "What of that is past due."),
                                count("invoice_count", "Of how many invoices."),
                            ]))))
        ])

    static let invoices = APIObjectSchema(
        name: "CustomerInvoices", about: "What a customer has open.",
        properties: [property("invoices", "They.", .list(of: .object(invoice)))])

    private static let invoice = APIObjectSchema(
        name: "OpenInvoice", about: "An item that is open.",
        properties: [
            name("invoice_number", "The document's number.", "R-1042"),
            property("invoice_date", "The document's date.", .date),
            property("due_date", "When it is due.", .date),
            amount("amount_due", "What is open; with a minus for a credit."),
            count("days_overdue", "Zero before the due date."),
            property(
                "status", "What stands out most.",
                .words(["open", "overdue", "disputed", "credit"])),
            property(
                "aging_bucket", "By its days past due.",
                .words(SummaryJSON.bucketNames.map { "\($0)" })),
        ])

    private static func amount(_ name: String, _ about: String) -> APIObjectSchema.Property {
        property(name, about, .number)
    }

    private static func count(_ name: String, _ about: String) -> APIObjectSchema.Property {
        property(name, about, .integer(0...Int64.max))
    }

    private static func name(
        _ name: String, _ about: String, _ example: String
    ) -> APIObjectSchema.Property {
        property(name, about, .text(0...1_000, example: example))
    }

    private static func property(
        _ name: String, _ about: String, _ schema: APISchema
    ) -> APIObjectSchema.Property {
        APIObjectSchema.Property(name: name, about: about, schema: schema, isRequired: true)
    }
}
