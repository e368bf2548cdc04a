import App
import ArgumentParser
import Identity

struct PersonExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write what is held about a person, as JSON.")

    @Argument(help: "The e-mail address, of a user or of a customer's contact.")
    var email: String

    @Option(help: "The file to write to; standard output by default.")
    var output: String?

    func run() async throws {
        let address = try EmailAddress(email)
        let document = try await Session.runAsOperator { services, _ in
            try await services.people.export(address)
        }
        try OutputFile.write(document + [UInt8(ascii: "\n")], to: output)
    }
}
