import Hummingbird

extension APIOperation {
    /// What is sent along; empty for what only reads, or takes its body as it comes.
    func body(of request: Request, _ context: AppRequestContext) async throws -> [UInt8] {
        guard !isReading, inputType == nil else { return [] }
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        return Array(body.readableBytesView)
    }
}
