/// What a provider gives for a code.
struct TokenAnswer: Decodable, Sendable {
    let idToken: String
    let accessToken: String?

    private enum CodingKeys: String, CodingKey {
        case idToken = "id_token"
        case accessToken = "access_token"
    }
}
