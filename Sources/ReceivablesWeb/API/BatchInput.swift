import WebSupport

/// Several things to be made in one call.
struct BatchInput<Item: APIInput>: APIInput {
    enum Mode: String, Sendable, CaseIterable {
        case all, each
    }

    static var itemsMax: Int { 1_000 }

    private static var mode: APIMember<Mode> {
        .choice("mode", "All or none of them, which is the standard, or each by itself.")
    }

    private static var list: APIMember<[Result<Item, APIBodyError>]> {
        APIMember<[Result<Item, APIBodyError>]>.attempts(
            "items", "What is to be made.", 1...itemsMax
        ).required
    }

    static var schema: APIObjectSchema {
        APIObjectSchema(
            name: "\(Item.schema.name)Batch", about: "Several to be made in one call.",
            properties: [mode.property, list.property])
    }

    let mode: Mode
    /// In the mode `all` every one was read.
    let items: [Result<Item, APIBodyError>]

    init(_ body: APIBodyReader) throws(APIBodyError) {
        mode = try body.value(Self.mode) ?? .all
        items = try body.required(Self.list)
        if mode == .all {
            for item in items { _ = try item.get() }
        }
    }
}
