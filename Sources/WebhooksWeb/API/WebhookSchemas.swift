import WebSupport
import Webhooks

/// What is sent to endpoints, by what it is about. `0022_events.sql` of the receivables writes the
/// figures, `WebhookEvent` what stands around them.
enum WebhookSchemas {
    /// The body of an event, with the types that look like it.
    static func body(_ shape: WebhookShape) -> APIObjectSchema {
        let types =
            shape == .test
            ? [WebhookEventType.test]
            : WebhookEventType.allCases.filter { WebhookShape($0) == shape }.map(\.rawValue)
        let data = open("\(shape.name)Data", "The figures of that moment.", members(shape))
        return open(
            shape.name, "What is sent of \(shape.subject).",
            [
                text("id", "The event's: the same however often it is sent.", 36...36, uuid),
                property("type", "What happened.", .words(types)),
                property("created_at", "When.", .instant),
                text("tenant", "The company's name.", 1...40, "acme"),
                property("object", "What it happened to.", .object(object)),
                property(
                    "sequence", "The how manieth event of that object this is.",
                    .integer(1...Int64.max)),
                property("data", "The figures of that moment.", .object(data)),
            ])
    }

    static let uuid = "0b5c6f0e-1c9e-4a6e-9a53-1f2d3c4b5a69"

    private static let object = open(
        "WebhookObject", "What an event is about.",
        [
            text("kind", "`document`, `customer`, `import` or `test`.", 1...100, "document"),
            property("id", "Ours.", .id),
        ])

    private static func members(_ shape: WebhookShape) -> [APIObjectSchema.Property] {
        switch shape {
        case .document: [property("document", "As it is now.", .object(document))]
        case .writeOff:
            [
                property("document", "As it is now.", .object(document)),
                property(
                    "written_off", "How much of it was written off, or taken back of that.",
                    .object(.money)),
            ]
        case .customer: [property("customer", "It.", .object(customer))]
        case .importFinished: [property("import", "It.", .object(finished))]
        case .importUndone: [property("import", "It.", .object(undone))]
        case .test:
            [text("message", "That nothing happened.", 1...1_000, "This is a test.")]
        }
    }

    private static let document = open(
        "WebhookDocument", "A document as an event shows it.",
        [
            property("id", "Ours.", .id),
            property(
                "kind", "What it is.",
                .words(["invoice", "credit_note", "receipt", "refund", "opening_balance"])),
            text("number", "What it calls itself.", 1...200, "R-1042"),
            property("date", "Its date.", .date), property("due_date", "When it is due.", .date),
            property(
                "amount", "What it says; only an opening balance may be below zero.",
                .object(.money)),
            property(
                "open", "What is not paid, or of a credit not applied, of it.", .object(.money)),
            property("status", "How it stands.", .words(["draft", "posted", "void"])),
            property(
                "reference", "What the customer calls it.",
                .nullable(.text(0...2_000, example: "PO 77"))),
            property(
                "customer", "Whose it is.",
                .object(open("WebhookParty", "Whose a document is.", party))),
        ])

    private static let party = [
        property("id", "Ours.", .id), text("code", "Its code.", 0...1_000, "C-1001"),
        text("name", "Its name.", 0...1_000, "Acme Ltd"),
    ]

    private static let customer = open(
        "WebhookCustomer", "A customer as an event shows it.",
        party + [
            property(
                "group", "The group's name; null for none.",
                .nullable(.text(0...1_000, example: "North"))),
            property("currency", "That it is usually invoiced in.", .nullable(.currency)),
        ])

    private static let file = [
        property("id", "Ours.", .id), text("file_name", "The file's.", 0...1_000, "open.csv"),
        text("form", "What kind of list it is.", 1...200, "invoices"),
    ]
    private static let isEach = property(
        "has_events_of_each", "Whether each document and customer has events of its own.", .boolean)

    private static let finished = open(
        "WebhookImport", "An import as an event shows it.",
        file + [
            property("as_of", "The day for which the list holds.", .nullable(.date)),
            count("rows"), count("new"), count("changed"), count("unchanged"), count("rejected"),
            count("customers"), isEach,
        ])

    private static let undone = open(
        "WebhookUndoneImport", "An import that was taken back.",
        file + [count("documents"), isEach])

    private static func open(
        _ name: String, _ about: String, _ properties: [APIObjectSchema.Property]
    ) -> APIObjectSchema {
        APIObjectSchema(name: name, about: about, properties: properties, isOpen: true)
    }

    private static func count(_ name: String) -> APIObjectSchema.Property {
        property(name, "How many.", .integer(0...Int64.max))
    }

    private static func text(
        _ name: String, _ about: String, _ lengths: ClosedRange<Int>, _ example: String
    ) -> APIObjectSchema.Property {
        property(name, about, .text(lengths, example: example))
    }

    private static func property(
        _ name: String, _ about: String, _ schema: APISchema
    ) -> APIObjectSchema.Property {
        APIObjectSchema.Property(name: name, about: about, schema: schema, isRequired: true)
    }
}
