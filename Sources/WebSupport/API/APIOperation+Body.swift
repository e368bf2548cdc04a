import Formats
import Hummingbird

extension APIOperation {
    /// What is sent along; empty for what only reads, takes its body as it comes, or takes none:
    /// nothing and an empty object are then the same request under one key.
    ///
    /// - Throws: `APIBodyError.notTaken`, `WebError.bodyTooLarge`.
    func body(of request: Request, _ context: AppRequestContext) async throws -> [UInt8] {
        guard !isReading, inputType == nil else { return [] }
        let body = Array(
            try await request.body.collect(upTo: context.maxUploadSize).readableBytesView)
        guard input == nil else { return body }
        guard Self.saysNothing(body) else { throw APIBodyError.notTaken }
        return []
    }

    /// Programs send an empty object where there is nothing to say.
    private static func saysNothing(_ body: [UInt8]) -> Bool {
        if body.isEmpty { return true }
        guard case .object(let members)? = try? JSONParser.parse(body, isStrict: true) else {
            return false
        }
        return members.isEmpty
    }
}
