import Foundation
import Identity
import Testing

@Suite struct `A file with a secret` {
    private let directory = FileManager.default.temporaryDirectory
        .appendingPathComponent("countinghouse-secret-\(UUID().uuidString)/inner").path

    private var file: SecretFile { SecretFile("some.key", in: directory) }

    private func remove() {
        try? FileManager.default.removeItem(
            atPath: URL(fileURLWithPath: directory).deletingLastPathComponent().path)
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }

    @Test func `is made once, for its owner alone`() throws {
        defer { remove() }
        #expect(try file.read() == nil)
        #expect(try file.load { [1, 2, 3] } == [1, 2, 3])
        #expect(try file.load { [4] } == [1, 2, 3])
        #expect(try mode(file.path) == 0o600)
        try file.replace(with: [5])
        #expect(try file.read() == [5])
        #expect(try mode(file.path) == 0o600)
        // Nothing else is left beside it.
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["some.key"])
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o644])
    func `is refused where others may read it`(mode: Int) throws {
        defer { remove() }
        _ = try file.load { [1] }
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: file.path)
        #expect {
            try file.read()
        } throws: {
            ($0 as? SecretFileError)?.code == "secret_file_exposed"
        }
    }

    @Test func `is made by one of many who want it at once`() async throws {
        defer { remove() }
        let file = file
        let seen = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for index in 0..<16 {
                group.addTask { try file.load { [UInt8](repeating: UInt8(index), count: 32) } }
            }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(seen.count == 1)
    }

    @Test func `is changed by one at a time`() async throws {
        defer { remove() }
        let file = file
        _ = try await file.alone {
            await #expect {
                _ = try await file.alone { 1 }
            } throws: {
                ($0 as? SecretFileError)?.code == "secret_file_busy"
            }
        }
        #expect(try await file.alone { 2 } == 2)
    }
}
