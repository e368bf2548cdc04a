/// The keys that a provider shows; members besides are left alone.
struct JSONWebKeySet: Decodable {
    private static let keysMax = 100

    let keys: [JSONWebKey]

    private struct Entry: Decodable {
        let key: JSONWebKey?

        init(from decoder: any Decoder) throws {
            key = try? JSONWebKey(from: decoder)
        }
    }

    private enum CodingKeys: String, CodingKey { case keys }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        keys = try container.decode([Entry].self, forKey: .keys).prefix(Self.keysMax)
            .compactMap(\.key)
    }
}
