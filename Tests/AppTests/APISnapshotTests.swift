import App
import Foundation
import Testing
import WebSupport

/// The description that is kept in the repository is the one that the program gives, so that a
/// change of the API is seen where it is made.
@Suite struct `The API's description in the repository` {
    @Test func `is the program's own`() async throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/openapi.json")
        let kept = try String(contentsOf: file, encoding: .utf8)
        let own = try await APIDescription.text()
        let differs = zip(
            kept.split(separator: "\n", omittingEmptySubsequences: false),
            own.split(separator: "\n", omittingEmptySubsequences: false)
        ).enumerated().first { $1.0 != $1.1 }
        #expect(
            kept == own,
            """
            The API has changed from line \((differs?.offset ?? 0) + 1) on. Look at the change, \
            then run: .build/debug/countinghouse openapi > docs/openapi.json
            """)
    }

    @Test func `calls no two schemas alike`() async throws {
        let names = try await APIDescription.document().ambiguousNames
        #expect(names == [], "Different schemas are called \(names.joined(separator: ", ")).")
    }
}
