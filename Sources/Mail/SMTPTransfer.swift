import CCurl

/// One connection to a mail server, for one message or one check.
struct SMTPTransfer: ~Copyable {
    private static let begun = countinghouse_curl_begin()
    private static let connectSeconds = 15

    private let curl: UnsafeMutableRawPointer
    private let settings: SMTPSettings

    /// nil where the library has no memory.
    init?(_ settings: SMTPSettings, timeLimit: Duration) {
        guard Self.begun == CURLE_OK, let curl = curl_easy_init() else { return nil }
        self.curl = curl
        self.settings = settings
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_CONNECTTIMEOUT, Self.connectSeconds)
        set(CURLOPT_TIMEOUT_MS, Int(timeLimit / .milliseconds(1)))
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // Nothing of what the environment says about proxies and passwords.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NETRC, 0)
        set(CURLOPT_USE_SSL, tls)
        set(CURLOPT_SSLVERSION, countinghouse_curl_tls_12())
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let file = settings.authorities { set(CURLOPT_CAINFO, file) }
        if let user = settings.user, let password = settings.password {
            set(CURLOPT_USERNAME, user)
            set(CURLOPT_PASSWORD, password)
        }
    }

    deinit { curl_easy_cleanup(curl) }

    func send(_ message: [UInt8], from: MailAddress, to: MailAddress) -> SMTPOutcome {
        guard let recipients = curl_slist_append(nil, "<\(to.text)>") else {
            return .temporary(reason: "no memory")
        }
        defer { curl_slist_free_all(recipients) }
        setURL(greeting: String(from.domain))
        set(CURLOPT_MAIL_FROM, "<\(from.text)>")
        _ = countinghouse_curl_set_list(curl, CURLOPT_MAIL_RCPT, recipients)
        set(CURLOPT_UPLOAD, 1)
        let dialogue = SMTPDialogue(message)
        let code = perform(dialogue)
        return Self.outcome(code, dialogue)
    }

    func check() -> SMTPOutcome {
        setURL(greeting: "localhost")
        set(CURLOPT_CUSTOMREQUEST, "NOOP")
        set(CURLOPT_NOBODY, 1)
        let dialogue = SMTPDialogue([])
        let code = perform(dialogue)
        return code == CURLE_OK
            ? .accepted(reply: dialogue.lastReply) : Self.refusal(code, dialogue)
    }

    private func perform(_ dialogue: SMTPDialogue) -> CURLcode {
        let context = Unmanaged.passUnretained(dialogue).toOpaque()
        return withExtendedLifetime(dialogue) {
            _ = countinghouse_curl_set_source(curl, Self.read, context)
            _ = countinghouse_curl_set_replies(curl, Self.hear, context)
            _ = countinghouse_curl_set_sink(curl, Self.ignore, nil)
            return curl_easy_perform(curl)
        }
    }

    private static func outcome(_ code: CURLcode, _ dialogue: SMTPDialogue) -> SMTPOutcome {
        guard dialogue.isEnded else { return refusal(code, dialogue) }
        guard let reply = dialogue.finalReply, let status = SMTPDialogue.code(of: reply) else {
            return .unknown(reason: text(of: code))
        }
        switch status {
        case 200..<300: return .accepted(reply: reply)
        case 500..<600: return .permanent(reason: reply)
        // The server says that it does not have the message.
        case 400..<500: return .temporary(reason: reply)
        default: return .unknown(reason: reply)
        }
    }

    /// The message was not sent to its end: nobody has it.
    private static func refusal(_ code: CURLcode, _ dialogue: SMTPDialogue) -> SMTPOutcome {
        switch code {
        case CURLE_USE_SSL_FAILED:
            return .temporary(reason: "the server does not offer to encrypt (STARTTLS)")
        case CURLE_LOGIN_DENIED, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_WEIRD_SERVER_REPLY,
            CURLE_UPLOAD_FAILED, CURLE_COULDNT_RESOLVE_HOST, CURLE_REMOTE_ACCESS_DENIED:
            let status = SMTPDialogue.code(of: dialogue.lastReply) ?? 0
            if status >= 500 { return .permanent(reason: dialogue.lastReply) }
            if status >= 400 { return .temporary(reason: dialogue.lastReply) }
            return .temporary(reason: text(of: code))
        default: return .temporary(reason: text(of: code))
        }
    }

    private static func text(of code: CURLcode) -> String {
        curl_easy_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
    }

    private var tls: Int {
        settings.encryption == .none
            ? countinghouse_curl_tls_never() : countinghouse_curl_tls_always()
    }

    /// - Parameter greeting: what we call ourselves.
    private func setURL(greeting: String) {
        let scheme = settings.encryption == .implicit ? "smtps" : "smtp"
        set(CURLOPT_URL, "\(scheme)://\(settings.host):\(settings.port)/\(greeting)")
    }

    private func set(_ option: CURLoption, _ value: Int) {
        _ = countinghouse_curl_set_long(curl, option, value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        _ = countinghouse_curl_set_text(curl, option, value)
    }

    private static let read: countinghouse_curl_bytes = { buffer, size, count, context in
        guard let buffer, let context else { return 0 }
        let dialogue = Unmanaged<SMTPDialogue>.fromOpaque(context).takeUnretainedValue()
        return dialogue.next(
            into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
    }

    private static let hear: countinghouse_curl_bytes = { buffer, size, count, context in
        guard let buffer, let context else { return 0 }
        let dialogue = Unmanaged<SMTPDialogue>.fromOpaque(context).takeUnretainedValue()
        let isWelcome = dialogue.hear(UnsafeRawBufferPointer(start: buffer, count: size * count))
        return isWelcome ? size * count : 0
    }

    private static let ignore: countinghouse_curl_bytes = { _, size, count, _ in size * count }
}
