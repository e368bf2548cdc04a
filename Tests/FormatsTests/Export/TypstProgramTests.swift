import Foundation
import Testing

@testable import Formats

@Suite struct `Finding Typst` {
    private func file(_ path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("#!/bin/sh\nsleep 60\n".utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    @Test func `looks in the setting, the path, then beside the program`() async throws {
        try await ExportPlayground.use { folder in
            let executable = "\(folder)/.build/x86/debug/countinghouse"
            #expect(throws: ExportError.noTypst) {
                try TypstProgram.find(setting: nil, searchPath: "/none", executable: executable)
            }
            try file("\(folder)/.venv/bin/python")
            #expect(throws: ExportError.noTypst) {
                try TypstProgram.find(setting: nil, searchPath: nil, executable: executable)
            }
            try file("\(folder)/.venv/lib/python3.11/site-packages/typst/__init__.py")
            let beside = try TypstProgram.find(
                setting: nil, searchPath: nil, executable: executable)
            #expect(
                beside == TypstProgram(kind: .python, path: "\(folder)/.venv/bin/python"))
            try file("\(folder)/bin/typst")
            let onPath = try TypstProgram.find(
                setting: nil, searchPath: "/none:\(folder)/bin", executable: executable)
            #expect(onPath == TypstProgram(kind: .program, path: "\(folder)/bin/typst"))
            let named = try TypstProgram.find(
                setting: "\(folder)/.venv/bin/python", searchPath: "\(folder)/bin",
                executable: executable)
            #expect(named.kind == .python)
            #expect(throws: ExportError.typstSetting("/no/typst")) {
                try TypstProgram.find(setting: "/no/typst", searchPath: "/bin", executable: nil)
            }
        }
    }

    @Test func `tells what a program said that failed`() async throws {
        try await ExportPlayground.use { folder in
            let file = ExportFile(.pdf, path: "\(folder)/a.pdf") { () throws(ExportError) in
                TypstProgram(kind: .program, path: "/bin/false")
            }
            await #expect(throws: ExportError.typstFailed("")) {
                try await file.write { make in
                    try make().write(
                        ExportPlayground.document(), ExportPlayground.section(), rows: [])
                }
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.isEmpty)
        }
    }

    @Test func `ends a program that takes too long`() async throws {
        let program = ChildProgram(
            command: ["/bin/sleep", "60"], memoryBytesMax: 1 << 30, timeLimit: .milliseconds(50))
        let result = try await program.run()
        #expect(result == nil)
    }

    @Test func `ends a program whose export was cancelled`() async throws {
        let program = ChildProgram(
            command: ["/bin/sleep", "60"], memoryBytesMax: 1 << 30, timeLimit: .seconds(50))
        let task = Task { try await program.run() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `bounds a program's memory`() async throws {
        let program = ChildProgram(
            command: ["/bin/sh", "-c", "ulimit -v"], memoryBytesMax: 1 << 30,
            timeLimit: .seconds(10))
        let result = try await program.run()
        #expect(result?.output == "1048576\n")
    }
}
