/// Which server sends mail, and how it is spoken to.
package struct SMTPSettings: Sendable {
    package enum Encryption: Sendable {
        /// The server must offer to encrypt; nothing is sent before it does.
        case startTLS
        /// From the first byte on.
        case implicit
        /// None at all: for a server on this machine, or where somebody said so in a setting.
        case none
    }

    package let host: String
    package let port: Int
    package let encryption: Encryption
    package let user: String?
    let password: String?
    /// A file of certificates to trust instead of the system's; nil for those.
    package var authorities: String?

    /// Reads `smtp://user:password@mail.example.com:587` or `smtps://…:465`.
    ///
    /// - Parameter isPlain: whether nothing is encrypted, which `smtps` excludes.
    /// - Throws: `MailError.serverAddress`, which never shows the password.
    package init(
        url: String, isPlain: Bool = false, authorities: String? = nil
    ) throws(MailError) {
        let expected = "such as smtp://user:password@mail.example.com:587"
        guard let mark = url.firstRange(of: "://") else { throw .serverAddress(expected) }
        let isImplicit = url[..<mark.lowerBound].lowercased() == "smtps"
        guard isImplicit || url[..<mark.lowerBound].lowercased() == "smtp" else {
            throw .serverAddress(expected)
        }
        if isImplicit && isPlain {
            throw .serverAddress("smtp:// where nothing is to be encrypted")
        }
        var rest = url[mark.upperBound...]
        if rest.last == "/" { rest.removeLast() }
        (user, password) = try Self.takeUser(from: &rest)
        (host, port) = try Self.place(rest, standard: isImplicit ? 465 : 587)
        encryption = isPlain ? .none : isImplicit ? .implicit : .startTLS
        self.authorities = authorities
        if isPlain && user != nil && !Self.isLoopback(host) {
            throw .serverAddress("without user and password where nothing is encrypted")
        }
    }

    private static func takeUser(
        from rest: inout Substring
    ) throws(MailError) -> (String?, String?) {
        guard let at = rest.lastIndex(of: "@") else { return (nil, nil) }
        let parts = rest[..<at].split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        rest = rest[rest.index(after: at)...]
        guard parts.count == 2, let user = decoded(parts[0]), let password = decoded(parts[1]),
            !user.isEmpty
        else {
            throw .serverAddress(
                "with user and password, in which special characters are written as %40")
        }
        return (user, password)
    }

    private static func place(
        _ text: Substring, standard: Int
    ) throws(MailError) -> (String, Int) {
        var host = text
        var port = standard
        let afterBracket = text.lastIndex(of: "]") ?? text.startIndex
        if let colon = text[afterBracket...].lastIndex(of: ":") {
            guard let number = Int(text[text.index(after: colon)...]),
                (1...65_535).contains(number)
            else { throw .serverAddress("with a port from 1 to 65535") }
            port = number
            host = text[..<colon]
        }
        let isHost = host.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || "-._:[]".utf8.contains(byte)
        }
        guard isHost, (1...253).contains(host.utf8.count) else {
            throw .serverAddress("with the name of a host")
        }
        return (String(host), port)
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
    }

    /// What percent signs stand for; nil for a control character or what is not UTF-8.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension SMTPSettings: CustomStringConvertible {
    /// Without the password and the user, for logs.
    package var description: String { "\(host):\(port)" }
}
