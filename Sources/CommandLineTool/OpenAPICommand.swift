import App
import ArgumentParser
import Formats

struct OpenAPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Print the API's description (OpenAPI 3.1).")

    func run() async throws {
        StandardStream.output.write(try await APIDescription.text())
    }
}
