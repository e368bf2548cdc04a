import Kernel
import Outbound

/// An endpoint as somebody describes it.
package struct WebhookDraft: Sendable {
    package static let descriptionLengthMax = 200
    package static let urlLengthMax = 2_000

    package let url: String
    package let description: String
    package let types: [WebhookEventType]
    let target: OutboundTarget

    /// - Throws: `WebhookError.url`, `.types`, `.description`.
    package init(
        url: String, description: String, types: [WebhookEventType]
    ) throws(WebhookError) {
        do { target = try OutboundTarget(url) } catch { throw .url }
        guard !types.isEmpty else { throw .types }
        guard description.unicodeScalars.count <= Self.descriptionLengthMax,
            description.isOneLine
        else { throw .description }
        self.url = target.text
        self.description = description
        // Each once, in the order in which they are listed.
        let chosen = Set(types)
        self.types = WebhookEventType.allCases.filter(chosen.contains)
    }
}
