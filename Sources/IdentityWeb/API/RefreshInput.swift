import WebSupport

/// A refresh token that is given back.
struct RefreshInput: APIInput {
    private static let refresh = APIMember<String>.text(
        "refresh", "The refresh token.", 1...200, example: "Ak_HIIzraDjerWeYyroILbPtgVemDvxI"
    ).required

    static let schema = APIObjectSchema(
        name: "Refresh", about: "A refresh token, which is good once.",
        properties: [refresh.property])

    let refresh: String

    init(_ body: APIBodyReader) throws(APIBodyError) {
        refresh = try body.required(Self.refresh)
    }
}
