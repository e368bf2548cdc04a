import Foundation
import Logging
package import WebSupport

/// What the API's description says, made from the program's own routes. No database is asked.
package enum APIDescription {
    /// An OpenAPI 3.1 document.
    package static func text() async throws -> String { try await document().text }

    package static func document() async throws -> OpenAPIDocument {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("countinghouse-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let configuration = try Configuration {
            $0 == "COUNTINGHOUSE_DATA_DIR" ? directory : nil
        }
        let database = try Database.unasked(configuration)
        let parts = try await ServerParts(
            configuration: configuration, database: database, services: Services(database),
            logger: Logger(label: "countinghouse"))
        let document = try WebServer.description(
            tenants: parts.tenants, health: parts.health, features: parts.features)
        try await database.close()
        return document
    }
}
