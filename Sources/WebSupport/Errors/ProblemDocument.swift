/// The members of an RFC 9457 problem document, named as they are written.
struct ProblemDocument: Encodable {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let code: String
    let parameter: String?
    let pointer: String?
    let requestID: String

    private enum CodingKeys: String, CodingKey {
        case type, title, status, detail, code, parameter, pointer
        case requestID = "request_id"
    }
}
