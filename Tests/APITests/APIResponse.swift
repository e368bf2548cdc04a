import Formats
import HTTPTypes
import Hummingbird
import HummingbirdTesting

/// What the API answered.
struct APIResponse: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String
    let json: JSONValue

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        text = String(buffer: response.body)
        json = (try? JSONParser.parse(Array(text.utf8))) ?? .null
    }

    subscript(name: String) -> JSONValue? { json[name] }

    var id: String { self["id"]?.text ?? "" }
    /// Of a problem.
    var code: String? { self["code"]?.text }
    var items: [JSONValue] { self["items"]?.elements ?? [] }
    var next: String? { self["next"]?.text }
    var tag: String? { headers[.eTag] }
    /// Whether it says that it was given before.
    var isReplay: Bool {
        HTTPField.Name("Idempotent-Replayed").flatMap { headers[$0] } == "true"
    }
    /// The texts of a member of the items.
    func texts(_ name: String) -> [String] { items.compactMap { $0[name]?.text } }
    /// The decimal text of an amount.
    func amount(_ name: String) -> String? { self[name]?["amount"]?.text }
}
