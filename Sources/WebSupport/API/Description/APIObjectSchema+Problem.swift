extension APIObjectSchema {
    /// An RFC 9457 problem document.
    ///
    /// - Parameter codes: all that there are.
    static func problem(_ codes: [String]) -> APIObjectSchema {
        APIObjectSchema(
            name: problemName, about: "What is wrong with a request (RFC 9457).",
            properties: properties(codes))
    }

    static let problemName = "Problem"

    private static func properties(_ codes: [String]) -> [Property] {
        [
            property("type", "Always `about:blank`.", example: "about:blank"),
            property("title", "What the status means.", example: "Bad Request"),
            Property(
                name: "status", about: "The status of the answer.", schema: .integer(400...599),
                isRequired: true),
            property("detail", "A sentence for people.", example: "“/number” is missing."),
            Property(
                name: "code",
                about: "What is wrong, for programs; it stays what it is. Which of them an answer"
                    + " may have stands in its `x-codes`.",
                schema: .words(codes), isRequired: true),
            property(
                "parameter", "The parameter that is wrong.", example: "as_of", isRequired: false),
            property(
                "pointer", "A JSON Pointer (RFC 6901) to what is wrong in the body.",
                example: "/number", isRequired: false),
            property("request_id", "Stands in the server's log too.", example: "5f1c2a"),
        ]
    }

    private static func property(
        _ name: String, _ about: String, example: String, isRequired: Bool = true
    ) -> Property {
        Property(
            name: name, about: about, schema: .text(APIText(example: example)),
            isRequired: isRequired)
    }
}
