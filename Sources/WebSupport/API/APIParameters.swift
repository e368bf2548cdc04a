/// Parameters that many operations have.
package enum APIParameters {
    package static let limitMax = 1_000
    package static let limitStandard = 100

    /// - Returns: how many items a page of a list holds.
    package static let limit = APIParameter<Int>.integer(
        "limit", "How many items the page holds; 100 where it is left out.", 1...limitMax)

    package static let after = APIParameter<String>.text(
        "after", "The `next` of the page before; with the same filters and order as there.",
        1...1_000, example: "")

    static let fieldsName = "fields"

    /// The members of the answer's objects that are wanted; the id always comes along.
    package static func fields(_ names: [String]) -> APIParameter<Set<String>> {
        .parsed(
            fieldsName,
            "The members that are wanted, separated by commas; the id always comes"
                + " along. There are \(names.joined(separator: ", ")).",
            .text(
                APIText(
                    lengths: 1...1_000, example: names.prefix(2).joined(separator: ",")))
        ) { text throws(QueryError) in
            let chosen = text.split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init)
            for name in chosen where !names.contains(name) {
                throw .notAllowed(fieldsName, value: name, allowed: names)
            }
            return Set(chosen)
        }
    }

    static let tenant = APIParameterInfo(
        name: "X-Tenant",
        about: "The company by name; needed by whoever belongs to several, where neither the"
            + " host nor the token names it.",
        schema: .text(APIText(pattern: "^[a-z][a-z0-9-]{0,39}$", example: "acme")),
        place: .header)

    static let onceKey = APIParameterInfo(
        name: "Idempotency-Key",
        about: "Any text of your own that stands for this request. Sent again with the same"
            + " body, it gets the same answer and nothing is done twice; with another body it is"
            + " refused (409). Kept for three days.",
        schema: .text(APIText(pattern: "^[!-~]{1,200}$", example: "order-1042-invoice")),
        place: .header)

    // Tags may stand in a list, and one that is none of ours is like any other that does not match.
    static let ifMatch = APIParameterInfo(
        name: "If-Match",
        about: "The `ETag` of the whole object as it was read: where it has changed since, the"
            + " request is refused (412). `*` stands for any.",
        schema: .text(APIText(example: "*")),
        place: .header)

    static let ifNoneMatch = APIParameterInfo(
        name: "If-None-Match",
        about: "The `ETag` of an earlier answer: where nothing has changed, 304 and no body.",
        schema: .text(APIText(example: #""5f1c""#)),
        place: .header)
}
