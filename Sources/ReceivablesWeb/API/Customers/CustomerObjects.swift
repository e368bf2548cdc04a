import Formats
import Kernel
import Receivables
import WebSupport

/// The objects of the API's answers about customers.
enum CustomerObjects {
    static let customer = APIObject<CustomerRecord>(
        "Customer", "Somebody who is invoiced, and what they owe now.", isSparse: true,
        master + [
            .money("outstanding", "What it owes in all, in the company's currency.") {
                $0.outstanding
            },
            .money("overdue", "What of that is past due today.") { $0.overdue },
        ])

    /// What requests can change of one, without what it owes.
    static let state = APIObject<CustomerRecord>("CustomerState", "", master)

    private static let master: [APIField<CustomerRecord>] = [
        .id("id", "Ours.") { $0.customer.id },
        .text(
            "code", "What files and other systems call the customer.",
            .text(0...1_000, example: "C-1001")
        ) { $0.customer.code },
        .text("name", "Its name.", .text(0...1_000, example: "Acme Ltd")) { $0.customer.name },
        .optionalID("group_id", "The group that it belongs to.") { $0.group },
        .optionalText(
            "terms", "The name of its payment terms; null where invoices are due at once.",
            .text(1...1_000, example: "Net 30")
        ) { $0.terms },
        .optionalText(
            "currency", "The currency that it is usually invoiced in; null for the company's.",
            .currency
        ) { $0.currency },
    ]

    static let contact = APIObject<ContactRecord>(
        "Contact", "A person at a customer.",
        [
            .id("id", "Ours.") { $0.id },
            .id("customer_id", "The customer.") { $0.customer },
            .text("name", "The person's name.", .text(0...1_000, example: "Ada Miller")) {
                $0.contact.name
            },
            .optionalText(
                "email", "The address for mail.", .text(0...1_000, example: "ada@example.com")
            ) { $0.contact.email },
            .optionalText(
                "phone", "The telephone number.", .text(0...1_000, example: "+49 30 1234")
            ) { $0.contact.phone },
            .optionalText("role", "What they do there.", .text(0...1_000, example: "Accounting")) {
                $0.contact.role
            },
        ])

    static let group = APIObject<CustomerGroup>(
        "Group", "Customers that belong together: of a region, of a collector.",
        [
            .id("id", "Ours.") { $0.id },
            .text("name", "Its name; no two have the same.", .text(0...1_000, example: "North")) {
                $0.name
            },
            .integer("customers", "How many belong to it.") { $0.customers },
        ])

    /// What requests can change of one, without how many belong to it.
    static let groupState = APIObject<CustomerGroup>(
        "GroupState", "",
        [.id("id", "") { $0.id }, .text("name", "", .text(0...1_000, example: "")) { $0.name }])

    private static let share = APIObject<PaymentTerms.Instalment>(
        "TermsInstalment", "A part of each invoice that is due on a day of its own.",
        [
            .integer("parts", "Its share of the amount, in ten-thousandths.", 0...10_000) {
                Int64($0.partsPerTenThousand)
            },
            .integer("days", "After how many days it is due.", 0...3_650) { Int64($0.days) },
        ])

    static let terms = APIObject<PaymentTermsRecord>(
        "PaymentTerms", "When invoices are due that do not say it themselves.",
        [
            .id("id", "Ours.") { $0.id },
            .text("name", "Their name; no two have the same.", .text(0...1_000, example: "Net 30"))
            {
                $0.terms.name
            },
            .integer("due_days", "After how many days an invoice is due.", 0...3_650) {
                Int64($0.terms.dueDays)
            },
            .flag("from_month_end", "Whether days count from the end of the invoice's month.") {
                $0.terms.countsFromMonthEnd
            },
            .list("instalments", "The parts; none where all is due at once.", share) {
                $0.terms.instalments
            },
        ])
}
