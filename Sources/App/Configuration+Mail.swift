import Glibc
import Identity
import Logging
import Mail

extension Configuration {
    /// Nobody gets mail from there: it stands in the log.
    private static let localSender = "countinghouse@localhost"

    /// Whether the mail server takes mail from us; nil without one.
    var mailCheck: (@Sendable () async -> Bool)? {
        guard let mailServer else { return nil }
        let sender = SMTPSender(settings: mailServer, timeLimit: .seconds(15))
        return {
            if case .accepted = await sender.check() { true } else { false }
        }
    }

    /// Where mails are written down to be sent.
    func mailQueue(_ box: SecretBox) throws -> MailQueue {
        MailQueue(
            box: box, from: try mailFrom ?? MailAddress(Self.localSender),
            hasServer: mailServer != nil, address: PublicAddress(linkBase))
    }

    /// Sends a mail: to the server, or without one to the log, where whoever runs the installation
    /// finds what it says.
    func mailTransport(
        _ logger: Logger
    ) -> @Sendable (MailMessage) async throws -> SMTPOutcome {
        if let mailServer {
            let sender = SMTPSender(settings: mailServer)
            return { try await sender.send($0) }
        }
        return { message in
            logger.notice(
                "No mail server is set; this is what would be sent",
                metadata: [
                    "to": "\(message.to.text)", "subject": "\(message.subject)",
                    "text": "\(Self.onOneLine(message.text))",
                ])
            return .accepted(reply: "written to the log")
        }
    }

    /// An entry of the log is one line, whatever people are called.
    private static func onOneLine(_ text: String) -> String {
        String(
            text.unicodeScalars.map { scalar -> Character in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: "␤"
                default: Character(scalar)
                }
            })
    }

    /// - Parameter text: looks up a setting that is not empty by its name.
    static func mail(
        _ text: (String) -> String?
    ) throws(ConfigurationError) -> (SMTPSettings?, MailAddress?) {
        let isPlain: Bool
        switch text("COUNTINGHOUSE_SMTP_TLS") {
        case nil, "required": isPlain = false
        case "none": isPlain = true
        default:
            throw .invalid(setting: "COUNTINGHOUSE_SMTP_TLS", expected: "“required” or “none”")
        }
        let authorities = text("COUNTINGHOUSE_SMTP_CA")
        if let authorities, access(authorities, R_OK) != 0 {
            throw .invalid(setting: "COUNTINGHOUSE_SMTP_CA", expected: "a file that can be read")
        }
        let from = try sender(text("COUNTINGHOUSE_MAIL_FROM"))
        guard let url = text("COUNTINGHOUSE_SMTP_URL") else { return (nil, from) }
        guard from != nil else {
            throw .invalid(
                setting: "COUNTINGHOUSE_MAIL_FROM",
                expected: "set together with COUNTINGHOUSE_SMTP_URL")
        }
        do {
            return (
                try SMTPSettings(url: url, isPlain: isPlain, authorities: authorities), from
            )
        } catch {
            throw .invalid(setting: "COUNTINGHOUSE_SMTP_URL", expected: error.userMessage)
        }
    }

    private static func sender(_ text: String?) throws(ConfigurationError) -> MailAddress? {
        guard let text else { return nil }
        guard let address = try? MailAddress(parsing: text) else {
            throw .invalid(
                setting: "COUNTINGHOUSE_MAIL_FROM",
                expected: "an address such as Countinghouse <books@example.com>")
        }
        return address
    }
}
