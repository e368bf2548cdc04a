package import App
package import BooksTestSupport
import Foundation
import Logging

/// The program over a database of its own, with one tenant and a data directory.
package struct OpenedProgram: Sendable {
    package let books: Books
    package let settings: [String: String]
    package let directory: String
    package let configuration: Configuration
    package let database: Database

    package static func use(_ body: (OpenedProgram) async throws -> Void) async throws {
        try await Books.use(connections: 2) { books in
            let directory = FileManager.default.temporaryDirectory
                .appendingPathComponent("countinghouse-program-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: directory) }
            var settings = books.installation.settings
            settings["COUNTINGHOUSE_DATA_DIR"] = directory
            settings["PATH"] = ProcessInfo.processInfo.environment["PATH"]
            let configuration = try Configuration { [settings] in settings[$0] }
            let database = try await Database.open(configuration)
            let program = OpenedProgram(
                books: books, settings: settings, directory: directory,
                configuration: configuration, database: database)
            do {
                try await body(program)
            } catch {
                try? await database.close()
                throw error
            }
            try await database.close()
        }
    }

    /// Runs a body beside the imports that it starts.
    package func run(
        _ body: @escaping @Sendable (ServerParts) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let parts = try await ServerParts(
            configuration: configuration, database: database, services: Services(database),
            logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await parts.importQueue.run() }
            group.addTask { try await body(parts) }
            try await group.next()
            group.cancelAll()
        }
    }
}
