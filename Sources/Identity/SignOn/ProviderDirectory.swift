import FoundationEssentials
import Kernel
package import Outbound

/// What providers say of themselves and their keys, kept for a while.
package actor ProviderDirectory {
    private static let metadataLifetime: Duration = .seconds(3_600)
    /// A key that is not known is looked for this often at most, whatever tokens name.
    private static let keysPause: Duration = .seconds(60)
    private static let keysLifetime: Duration = .seconds(3_600)
    private static let kept = 500

    private struct Entry {
        var metadata: (value: ProviderMetadata, at: Instant)?
        var keys: (value: [JSONWebKey], at: Instant)?
        var keysAskedAt: Instant?
        /// The question that is under way: who comes meanwhile waits for its answer.
        var asking: Task<[JSONWebKey], any Error>?
    }

    private let client: OutboundClient
    private let limits: OutboundGuard
    private var entries: [String: Entry] = [:]

    package init(guard limits: OutboundGuard, timeLimit: Duration = .seconds(10)) {
        self.limits = limits
        client = OutboundClient(guard: limits, timeLimit: timeLimit)
    }

    /// - Throws: `OutboundError`, `SignOnError.wrongMetadata`.
    func metadata(of issuer: String, at now: Instant) async throws -> ProviderMetadata {
        if let kept = entries[issuer]?.metadata, isFresh(kept.at, Self.metadataLifetime, now) {
            return kept.value
        }
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        let answer = try await client.get("\(base)/.well-known/openid-configuration")
        guard answer.status == 200 else {
            throw OutboundError.status(answer.status, host: Self.host(issuer))
        }
        let found = try? JSONDecoder().decode(ProviderMetadata.self, from: Data(answer.body))
        // Exactly, slashes included: a look-alike could have its own keys.
        guard let found, found.issuer == issuer, isAcceptable(found) else {
            throw SignOnError.wrongMetadata
        }
        if entries.count >= Self.kept { entries.removeAll() }
        entries[issuer, default: Entry()].metadata = (found, now)
        return found
    }

    /// The key that a token names; nil where the provider has none.
    func key(
        _ id: String?, for algorithm: SignOnAlgorithm, of metadata: ProviderMetadata,
        at now: Instant
    ) async throws -> JSONWebKey? {
        let entry = entries[metadata.issuer]
        if let kept = entry?.keys, isFresh(kept.at, Self.keysLifetime, now),
            let key = Self.find(id, algorithm, in: kept.value)
        {
            return key
        }
        return try await newKeys(of: metadata, at: now).flatMap { Self.find(id, algorithm, in: $0) }
    }

    /// What the provider says now; nil where it was asked only just now.
    private func newKeys(
        of metadata: ProviderMetadata, at now: Instant
    ) async throws -> [JSONWebKey]? {
        let issuer = metadata.issuer
        if let asking = entries[issuer]?.asking { return try await asking.value }
        if let asked = entries[issuer]?.keysAskedAt, isFresh(asked, Self.keysPause, now) {
            return nil
        }
        let asking = Task { [client] in
            let answer = try await client.get(metadata.keysAddress)
            guard answer.status == 200,
                let set = try? JSONDecoder().decode(JSONWebKeySet.self, from: Data(answer.body))
            else { throw SignOnError.tokenRefused(.key) }
            return set.keys
        }
        entries[issuer, default: Entry()].asking = asking
        defer { entries[issuer]?.asking = nil }
        let keys = try await asking.value
        entries[issuer, default: Entry()].keys = (keys, now)
        // Of one that did not answer the next one asks again.
        entries[issuer, default: Entry()].keysAskedAt = now
        return keys
    }

    /// Sends a code and gets the tokens for it.
    ///
    /// - Throws: `OutboundError`, `SignOnError.exchangeRefused`.
    func exchange(_ request: CodeExchange, at metadata: ProviderMetadata) async throws
        -> TokenAnswer
    {
        let answer = try await client.post(
            metadata.tokenEndpoint, form: request.form(metadata.authenticationMethods),
            headers: request.headers(metadata.authenticationMethods))
        guard answer.status == 200,
            let tokens = try? JSONDecoder().decode(TokenAnswer.self, from: Data(answer.body))
        else { throw SignOnError.exchangeRefused }
        return tokens
    }

    /// Where the browser is sent, and where secrets go: never in clear.
    private func isAcceptable(_ metadata: ProviderMetadata) -> Bool {
        [metadata.authorizationEndpoint, metadata.tokenEndpoint, metadata.keysAddress]
            .allSatisfy { text in
                guard let target = try? OutboundTarget(text) else { return false }
                return target.isEncrypted || limits.allowsLoopback
            }
    }

    private func isFresh(_ time: Instant, _ lifetime: Duration, _ now: Instant) -> Bool {
        let age = now.duration(since: time)
        return age >= .zero && age < lifetime
    }

    private static func find(
        _ id: String?, _ algorithm: SignOnAlgorithm, in keys: [JSONWebKey]
    ) -> JSONWebKey? {
        let fitting = keys.filter { $0.fits(algorithm) }
        guard let id else { return fitting.count == 1 ? fitting[0] : nil }
        return fitting.first { $0.id == id }
    }

    private static func host(_ issuer: String) -> String {
        (try? OutboundTarget(issuer))?.host ?? "the provider"
    }
}
