import Dispatch

/// Sends mail through a server. Each message has a connection of its own, on a thread that serves
/// no requests, since the library waits for the network.
package final class SMTPSender: Sendable {
    package static let timeLimit: Duration = .seconds(60)

    package let settings: SMTPSettings
    private let timeLimit: Duration
    private let queue = DispatchQueue(label: "mail", attributes: .concurrent)

    /// - Parameter timeLimit: for all of one message.
    package init(settings: SMTPSettings, timeLimit: Duration = SMTPSender.timeLimit) {
        self.settings = settings
        self.timeLimit = timeLimit
    }

    /// - Throws: `DateError` for a message that cannot be written; what happens on the way is in
    ///   the outcome.
    package func send(_ message: MailMessage) async throws -> SMTPOutcome {
        let bytes = try message.rendered()
        return await run { transfer in
            transfer.send(bytes, from: message.from, to: message.to)
        }
    }

    /// Whether the server takes mail from us: connects, encrypts and logs in, and sends nothing.
    ///
    /// - Returns: `accepted`, or why not.
    package func check() async -> SMTPOutcome {
        await run { $0.check() }
    }

    private func run(
        _ body: @escaping @Sendable (borrowing SMTPTransfer) -> SMTPOutcome
    ) async -> SMTPOutcome {
        await withCheckedContinuation { continuation in
            queue.async { [settings, timeLimit] in
                guard let transfer = SMTPTransfer(settings, timeLimit: timeLimit) else {
                    continuation.resume(returning: .temporary(reason: "no memory"))
                    return
                }
                continuation.resume(returning: body(transfer))
            }
        }
    }
}
