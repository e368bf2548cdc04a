import Identity
import Jobs
import Kernel
import Logging
import ServiceLifecycle

/// Answers those who asked for a new password, and sends the mails that wait, while the server
/// runs.
struct MailWorker: Service {
    static let pause: Duration = .seconds(1)
    /// Rounds between looking for what is given up.
    private static let clearEvery = 30

    let resets: PasswordResetService
    let delivery: MailDelivery
    let reporter: ScheduleReporter
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var round = 0
            while !Task.isCancelled {
                do {
                    try await reporter.round(Schedules.mail) {
                        try await work(isClearing: round.isMultiple(of: Self.clearEvery))
                    }
                } catch {
                    // The database being away is the cluster keeper's to report and to mend.
                    logger.debug("A round of mail failed", metadata: ["error": "\(error)"])
                }
                round += 1
                do { try await Task.sleep(for: Self.pause) } catch { return }
            }
        }
    }

    private func work(isClearing: Bool) async throws {
        if isClearing {
            let count = try await delivery.clear(at: .now())
            if count > 0 {
                logger.error("Mails were given up", metadata: ["count": "\(count)"])
            }
        }
        if try await resets.isDue() { _ = try await resets.answer(at: .now()) }
        while !Task.isCancelled, let report = try await next() { log(report) }
    }

    /// What has begun is written down to its end, also while the server stops: otherwise nobody
    /// would know whether the mail was sent.
    private func next() async throws -> MailReport? {
        try await Task.detached { [delivery] in try await delivery.next(at: .now()) }.value
    }

    private func log(_ report: MailReport) {
        var fields: Logger.Metadata = [
            "mail.id": "\(report.id)", "purpose": "\(report.purpose)",
            "attempt": "\(report.attempt)",
        ]
        switch report.outcome {
        case .accepted(let reply):
            fields["reply"] = "\(reply)"
            logger.info("Sent a mail", metadata: fields)
        case .temporary(let reason) where report.isRetried:
            fields["reason"] = "\(reason)"
            logger.warning("A mail could not be sent yet", metadata: fields)
        case .temporary(let reason), .permanent(let reason):
            fields["reason"] = "\(reason)"
            logger.error("A mail was not sent and is given up", metadata: fields)
        case .unknown(let reason):
            fields["reason"] = "\(reason)"
            logger.error("Whether a mail arrived is not known", metadata: fields)
        }
    }
}
