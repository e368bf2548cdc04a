import ArgumentParser
import Glibc
import Identity
import Kernel
import Receivables
import Tenancy
import WebSupport

/// The program's entry: parses, runs, and turns every failure into one line on standard error
/// and an exit status (0 done, 1 failed, 2 wrong use, 3 done with rejected rows).
@main
enum Main {
    static func main() async {
        // A reader that went away (`… | head`) is an ordinary end of output, not a reason to die
        // half-way through a transaction.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Countinghouse.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(report(error))
        }
        if let reason = StandardStream.failure.withLock({ $0 }) {
            StandardStream.error.write("countinghouse: The output was not written: \(reason).\n")
            exit(ExitStatus.failed.rawValue)
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        if let status = error as? ExitStatus { return status.rawValue }
        if let error = error as? any DomainError {
            StandardStream.error.write("countinghouse: \(error.userMessage)\n")
            return (isWrongUse(error) ? ExitStatus.wrongUse : .failed).rawValue
        }
        if error is CancellationError {
            StandardStream.error.write("countinghouse: interrupted; nothing was stored\n")
            return ExitStatus.failed.rawValue
        }
        let code = Countinghouse.exitCode(for: error)
        if code == .failure {
            StandardStream.error.write("countinghouse: \(ServeProblem.sentence(for: error))\n")
            return ExitStatus.failed.rawValue
        }
        let text = Countinghouse.fullMessage(for: error)
        if code == .success {
            // Help and version are answers, not failures.
            StandardStream.output.write(text + "\n")
            return 0
        }
        StandardStream.error.write(text + "\n")
        return code == .validationFailure ? ExitStatus.wrongUse.rawValue : code.rawValue
    }

    /// Whether the call itself was wrong: an argument that can never be right.
    private static func isWrongUse(_ error: any DomainError) -> Bool {
        switch error {
        case AgingError.limits, AgingError.unknownCurrency, AgingError.dateRange: true
        case TenancyError.invalidName, TenancyError.unknownCurrency,
            TenancyError.unknownTimeZone, TenancyError.nameNeeded:
            true
        case IdentityError.invalidEmail, IdentityError.passwordTooShort,
            IdentityError.passwordTooLong, IdentityError.passwordGuessable:
            true
        case is ServerSettingError: true
        case ReportFile.Problem.terminal: true
        default: false
        }
    }
}
