/// Something that the server sends to an address that somebody has given it.
package struct APIWebhook: Sendable {
    /// What it tells: `invoice.paid`.
    package let name: String
    package let tag: APITag
    package let summary: String
    package let about: String
    package let headers: [APIParameterInfo]
    package let body: APIObjectSchema

    package init(
        _ name: String, _ tag: APITag, _ summary: String, _ about: String,
        headers: [APIParameterInfo], body: APIObjectSchema
    ) {
        self.name = name
        self.tag = tag
        self.summary = summary
        self.about = about
        self.headers = headers
        self.body = body
    }
}
