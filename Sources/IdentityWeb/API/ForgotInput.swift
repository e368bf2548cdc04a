import WebSupport

/// Whose password is forgotten.
struct ForgotInput: APIInput {
    private static let email = APIMember<String>.text(
        "email", "The person's address.", 1...320, example: "ann@example.com"
    ).required

    static let schema = APIObjectSchema(
        name: "ForgottenPassword", about: "Whose password is forgotten.",
        properties: [email.property])

    let email: String

    init(_ body: APIBodyReader) throws(APIBodyError) {
        email = try body.required(Self.email)
    }
}
