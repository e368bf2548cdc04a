import Formats
import Hummingbird

extension APIOperation {
    /// What is sent along; empty for what only reads, or takes its body as it comes.
    ///
    /// - Throws: `APIBodyError.notTaken`, `WebError.bodyTooLarge`.
    func body(of request: Request, _ context: AppRequestContext) async throws -> [UInt8] {
        guard !isReading, inputType == nil else { return [] }
        let body = Array(
            try await request.body.collect(upTo: context.maxUploadSize).readableBytesView)
        guard input != nil || Self.saysNothing(body) else { throw APIBodyError.notTaken }
        return body
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
