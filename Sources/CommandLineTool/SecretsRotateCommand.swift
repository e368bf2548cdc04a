import ArgumentParser
import Identity

struct SecretsRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make a new key, encrypt every secret anew with it, and drop the old one.",
        discussion: """
            Servers go on meanwhile. After an interruption run it again: it goes on where it was.
            With COUNTINGHOUSE_SECRETS_KEYS set, put the new key there first, in front.
            """)

    func run() async throws {
        let (outcome, isSetting) = try await Session.runAsOperator { services, _ in
            let isSetting = try await services.secrets.status().isSetting
            return (try await services.secrets.run(), isSetting)
        }
        if outcome.isResumed {
            StandardStream.output.write("A change of the key that was interrupted is finished.\n")
        }
        let values = outcome.count == 1 ? "1 value was" : "\(outcome.count) values were"
        StandardStream.output.write(
            "The key is \(outcome.current). \(values) encrypted anew.\n")
        for key in outcome.dropped {
            StandardStream.output.write(
                isSetting
                    ? "Nothing needs the key \(key) any more: take it out of"
                        + " COUNTINGHOUSE_SECRETS_KEYS.\n" : "The key \(key) is gone.\n")
        }
    }
}
