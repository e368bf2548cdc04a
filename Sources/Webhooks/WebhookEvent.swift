package import Kernel

/// Something that happened in a tenant's books.
package struct WebhookEvent: Sendable {
    /// The same for every endpoint and however often it is sent.
    package let id: String
    package let type: String
    /// What it happened to: a document, a customer, an import.
    package let objectKind: String
    package let objectID: Int64
    /// The how manieth event of that object this is.
    package let sequence: Int
    package let recordedAt: Instant
    /// A JSON object with the figures of that moment.
    package let data: String

    /// What is sent: the same bytes each time.
    package func body(tenant: String) -> [UInt8] {
        let head =
            #"{"id":"\#(id)","type":"\#(type)","created_at":"\#(recordedAt)","tenant":"\#(tenant)","#
            + #""object":{"kind":"\#(objectKind)","id":"\#(objectID)"},"sequence":\#(sequence),"#
        return Array("\(head)\"data\":\(data)}".utf8)
    }
}
