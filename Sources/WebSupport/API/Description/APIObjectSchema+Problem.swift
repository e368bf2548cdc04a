extension APIObjectSchema {
    /// An RFC 9457 problem document.
    static let problem = APIObjectSchema(
        name: "Problem", about: "What is wrong with a request (RFC 9457).",
        properties: [
            property("type", "Always `about:blank`.", example: "about:blank"),
            property("title", "What the status means.", example: "Bad Request"),
            Property(
                name: "status", about: "The status of the answer.", schema: .integer(400...599),
                isRequired: true),
            property("detail", "A sentence for people.", example: "“/number” is missing."),
            property(
                "code", "What is wrong, for programs; it stays what it is.",
                example: "member_missing"),
            property(
                "parameter", "The parameter that is wrong.", example: "as_of", isRequired: false),
            property(
                "pointer", "A JSON Pointer (RFC 6901) to what is wrong in the body.",
                example: "/number", isRequired: false),
            property("request_id", "Stands in the server's log too.", example: "5f1c2a"),
        ])

    private static func property(
        _ name: String, _ about: String, example: String, isRequired: Bool = true
    ) -> Property {
        Property(
            name: name, about: about, schema: .text(APIText(example: example)),
            isRequired: isRequired)
    }
}
