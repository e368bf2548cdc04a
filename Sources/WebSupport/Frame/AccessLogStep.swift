import Hummingbird
import Logging
import Tenancy

/// One line a request. What stands behind the question mark is left out: it may name people.
enum AccessLogStep {
    private static let pathLengthMax = 200

    static func write(
        _ request: Request, _ response: Response, _ context: AppRequestContext,
        since start: ContinuousClock.Instant
    ) {
        let level = level(of: request.uri.path)
        guard context.logger.logLevel <= level else { return }
        write(
            level, request.method.rawValue, request.uri.path, status: response.status.code,
            bytes: response.body.contentLength, context.facts.tenant, context.logger, since: start)
    }

    /// - Parameter bytes: of the body; nil where nobody knows yet.
    static func write(
        _ level: Logger.Level, _ method: String, _ path: String, status: Int, bytes: Int?,
        _ tenant: TenantName?, _ logger: Logger, since start: ContinuousClock.Instant
    ) {
        let microseconds = (ContinuousClock.now - start) / .microseconds(1)
        var fields: Logger.Metadata = [
            "method": "\(method)",
            "path": "\(shown(path))",
            "status": "\(status)",
            "duration_us": "\(Int(microseconds))",
        ]
        if let bytes { fields["bytes"] = "\(bytes)" }
        if let tenant { fields["tenant"] = "\(tenant)" }
        logger.log(level: level, "Request", metadata: fields)
    }

    /// What stands in a one-time link is a secret: who reads the log must not log in with it.
    /// Its address is known however it is written, also as the router takes it for none.
    static func shown(_ path: String) -> Substring {
        let parts = plain(path).split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        let login = parts.drop { !$0.starts(with: "login".utf8) }
        return login.contains { $0.starts(with: "link".utf8) }
            ? "/login/link/…" : path.prefix(pathLengthMax)
    }

    /// A path in small letters, with what its escapes stand for, and the escapes that come of that.
    private static func plain(_ path: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.utf8.count)
        for byte in path.utf8 {
            bytes.append(lowercased(byte))
            while bytes.count > 2, bytes[bytes.count - 3] == UInt8(ascii: "%"),
                let value = UInt8(String(decoding: bytes.suffix(2), as: UTF8.self), radix: 16)
            {
                bytes.removeLast(3)
                bytes.append(lowercased(value))
            }
        }
        return bytes
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }

    /// Probes come every few seconds and say nothing new.
    static func level(of path: String) -> Logger.Level {
        path.hasPrefix("/health") ? .debug : .info
    }
}
