import WebSupport

/// Who a program says it acts for.
struct LoginInput: APIInput {
    private static let email = APIMember<String>.text(
        "email", "The person's address.", 1...320, example: "ann@example.com"
    ).required
    private static let password = APIMember<String>.text(
        "password", "Theirs.", 1...1_024, example: "correct horse battery staple"
    ).required
    private static let code = APIMember<String>.text(
        "code", "Of the second factor, or a recovery code; left out by who has none.", 1...64,
        example: "123456"
    ).orNull
    private static let tenant = APIMember<String>.text(
        "tenant", "The only company that the tokens are for; left out for all of the person's.",
        1...40, example: "acme"
    ).orNull

    static let schema = APIObjectSchema(
        name: "Login", about: "Who logs in.",
        properties: [email.property, password.property, code.property, tenant.property])

    let email: String
    let password: String
    let code: String?
    let tenant: String?

    init(_ body: APIBodyReader) throws(APIBodyError) {
        email = try body.required(Self.email)
        password = try body.required(Self.password)
        code = try body.value(Self.code)
        tenant = try body.value(Self.tenant)
    }
}
