import Crypto
import FoundationEssentials
import Redis
import WebSupport

/// What the servers of an installation share through Redis: answers and counted requests.
///
/// Redis may stand where others read and write too: what is kept there is encrypted and bound to
/// its name (AES-256-GCM), and names are digests (HMAC-SHA256), with keys that come from the one
/// that the servers sign access tokens with.
struct RedisSharing: Sendable {
    private static let namespace = "countinghouse"
    private static let bytesMax = 8 << 20

    private let client: RedisClient
    private let names: SymmetricKey
    private let values: SymmetricKey

    /// - Parameters:
    ///   - secret: what the servers of the installation have and nobody else.
    ///   - version: of the program: another one may answer in another form.
    init(_ client: RedisClient, secret: [UInt8], version: String) {
        self.client = client
        func key(_ purpose: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: secret), salt: Data(version.utf8),
                info: Data("countinghouse redis \(purpose)".utf8), outputByteCount: 32)
        }
        names = key("names")
        values = key("values")
    }

    var answers: SharedAnswers {
        SharedAnswers(
            find: { name in
                let place = self.place("answer", name)
                guard case .bytes(let sealed) = await client.send(RedisCommand("GET", place))
                else { return nil }
                return self.open(sealed, place)
            },
            keep: { name, bytes, lifetime in
                let place = self.place("answer", name)
                guard bytes.count <= Self.bytesMax, let sealed = self.seal(bytes, place) else {
                    return
                }
                let milliseconds = max(1, Int(lifetime / .milliseconds(1)))
                let head = ["SET", place].map { Array($0.utf8) }
                let tail = ["PX", "\(milliseconds)"].map { Array($0.utf8) }
                _ = await client.send(RedisCommand(head + [sealed] + tail))
            })
    }

    var allowances: SharedAllowances {
        SharedAllowances { sender, cost, window in
            let reply = await client.send(
                RedisCommand(
                    "EVAL", Self.count, "1", self.place("requests", sender), "\(cost)",
                    "\(window)"))
            guard case .list(let parts) = reply, parts.count == 2,
                case .integer(let isTaken) = parts[0], case .integer(let debt) = parts[1]
            else { return nil }
            return SharedAllowances.Outcome(isTaken: isTaken == 1, debt: debt)
        }
    }

    /// The generic cell rate algorithm, as in `RequestLimiter`, by the clock of Redis.
    private static let count = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local cost, window = tonumber(ARGV[1]), tonumber(ARGV[2])
        local paid = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
        if paid + cost > now + window then return {0, paid - now} end
        paid = paid + cost
        redis.call('SET', KEYS[1], string.format('%.0f', paid), 'PX',
            math.ceil((paid - now) / 1000) + 1000)
        return {1, paid - now}
        """

    private func place(_ kind: String, _ name: String) -> String {
        let digest = HMAC<SHA256>.authenticationCode(
            for: Data("\(kind)|\(name)".utf8), using: names)
        return "\(Self.namespace):\(kind):\(Data(digest).base64EncodedString())"
    }

    private func seal(_ bytes: [UInt8], _ place: String) -> [UInt8]? {
        let box = try? AES.GCM.seal(bytes, using: values, authenticating: Data(place.utf8))
        return box?.combined.map { Array($0) }
    }

    /// nil for what was not sealed here for this place.
    private func open(_ sealed: [UInt8], _ place: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let plain = try? AES.GCM.open(box, using: values, authenticating: Data(place.utf8))
        else { return nil }
        return Array(plain)
    }
}
