import AsyncHTTPClient
import Kernel

/// Asks addresses that settings name: within the guard's limits, without following anybody
/// elsewhere, for a bounded time and a bounded answer.
package struct OutboundClient: Sendable {
    private let limits: OutboundGuard
    private let timeLimit: Duration
    private let bytesMax: Int

    package init(
        guard limits: OutboundGuard, timeLimit: Duration = .seconds(10), bytesMax: Int = 256 << 10
    ) {
        self.limits = limits
        self.timeLimit = timeLimit
        self.bytesMax = bytesMax
    }

    /// - Throws: `OutboundError`.
    package func get(_ url: String, accept: String = "application/json") async throws
        -> OutboundAnswer
    {
        try await send(url) { request in
            request.headers.add(name: "Accept", value: accept)
        }
    }

    /// - Throws: `OutboundError`.
    package func post(
        _ url: String, form: String, headers: [(name: String, value: String)] = []
    ) async throws -> OutboundAnswer {
        try await send(url) { request in
            request.method = .POST
            request.headers.add(name: "Accept", value: "application/json")
            request.headers.add(
                name: "Content-Type", value: "application/x-www-form-urlencoded")
            for header in headers { request.headers.add(name: header.name, value: header.value) }
            request.body = .bytes(Array(form.utf8))
        }
    }

    /// Sends a body as it is. Of a longer answer only the beginning is read.
    ///
    /// - Throws: `OutboundError`.
    package func post(
        _ url: String, body: [UInt8], type: String, headers: [(name: String, value: String)]
    ) async throws -> OutboundAnswer {
        try await send(url, isCut: true) { request in
            request.method = .POST
            request.headers.add(name: "Content-Type", value: type)
            for header in headers { request.headers.add(name: header.name, value: header.value) }
            request.body = .bytes(body)
        }
    }

    private func send(
        _ url: String, isCut: Bool = false, _ fill: @Sendable (inout HTTPClientRequest) -> Void
    ) async throws -> OutboundAnswer {
        let target = try OutboundTarget(url)
        let host = target.host
        let address = try await limits.address(of: target)
        var request = HTTPClientRequest(url: target.text)
        fill(&request)
        let client = HTTPClient(
            eventLoopGroup: HTTPClient.defaultEventLoopGroup,
            configuration: configuration(host, address))
        let result: Result<OutboundAnswer, any Error>
        do {
            result = .success(
                try await withDeadline(host) { [request] in
                    try await answer(to: request, of: client, host, isCut: isCut)
                })
        } catch { result = .failure(error) }
        try? await client.shutdown()
        do { return try result.get() } catch let error as OutboundError { throw error } catch {
            throw OutboundError.noAnswer(host: host)
        }
    }

    private func configuration(
        _ host: String, _ address: NetworkAddress
    ) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5), read: .seconds(10)), proxy: nil,
            decompression: .disabled)
        // The connection goes to the address that was looked at; the certificate must be the host's.
        configuration.dnsOverride = [host: "\(address)"]
        configuration.httpVersion = .http1Only
        return configuration
    }

    private func answer(
        to request: HTTPClientRequest, of client: HTTPClient, _ host: String, isCut: Bool
    ) async throws -> OutboundAnswer {
        let response = try await client.execute(
            request, timeout: .nanoseconds(Int64(timeLimit / .nanoseconds(1))))
        var body: [UInt8] = []
        for try await part in response.body {
            if isCut, body.count + part.readableBytes >= bytesMax {
                body += part.readableBytesView.prefix(bytesMax - body.count)
                break
            }
            guard body.count + part.readableBytes <= bytesMax else {
                throw OutboundError.tooLarge(host: host)
            }
            body += part.readableBytesView
        }
        return OutboundAnswer(status: Int(response.status.code), body: body)
    }

    /// Also for an answer that never ends and sends a little from time to time.
    private func withDeadline(
        _ host: String, _ body: @escaping @Sendable () async throws -> OutboundAnswer
    ) async throws -> OutboundAnswer {
        try await withThrowingTaskGroup(of: OutboundAnswer.self) { group in
            group.addTask(operation: body)
            group.addTask { [timeLimit] in
                try await Task.sleep(for: timeLimit)
                throw OutboundError.tooLate(host: host)
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }
}
