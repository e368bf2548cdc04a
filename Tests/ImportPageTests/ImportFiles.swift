import Foundation
import PostgresClient

/// The files of `Tests/ImportFixtures`.
enum ImportFiles {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("ImportFixtures")

    /// The names of the folders.
    static let names: [String] = {
        let all = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (all ?? []).filter { file($0) != nil }.sorted()
    }()

    static func bytes(_ name: String) throws -> [UInt8] {
        guard let file = file(name) else { throw PostgresError.unreadableFile }
        return [UInt8](try Data(contentsOf: file))
    }

    /// Whether the file is one that is refused.
    static func isRefused(_ name: String) throws -> Bool {
        let expected = folder.appendingPathComponent("\(name)/expected.json")
        return String(decoding: try Data(contentsOf: expected), as: UTF8.self)
            .contains("\"refused\"")
    }

    private static func file(_ name: String) -> URL? {
        let place = folder.appendingPathComponent(name)
        let files = try? FileManager.default.contentsOfDirectory(atPath: place.path)
        guard let files, files.contains("expected.json"), files.count == 2 else { return nil }
        return files.first { $0 != "expected.json" }.map(place.appendingPathComponent)
    }
}
