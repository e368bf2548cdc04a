import Glibc

/// A shell that waits for the end of its standard input, which comes with the end of a test or of
/// the tests' process, however that ends; then it kills whatever still uses the directory and
/// removes it.
final class Janitor: Sendable {
    private let program: ChildProgram

    init(_ directory: String, log: String) throws {
        program = try ChildProgram(
            ["/bin/sh", "-c", Self.script, "janitor", directory],
            environment: ["PATH=/usr/bin:/bin"], directory: "/", output: log)
    }

    /// Cleans up now and waits for it.
    func finish() async throws {
        program.closeInput()
        _ = try await program.end()
    }

    // Those who would start PostgreSQL again go first.
    private static let script = #"""
        trap '' INT HUP TERM
        read -r _
        for process in /proc/[0-9]*; do
            tr '\0' '\n' <"$process/environ" 2>/dev/null |
                grep -q "^COUNTINGHOUSE_DATA_DIR=$1/" && kill -9 "${process#/proc/}"
        done 2>/dev/null
        for process in /proc/[0-9]*; do
            case $(readlink "$process/cwd") in
            "$1"/*) kill -9 "${process#/proc/}" ;;
            esac
        done 2>/dev/null
        for note in "$1"/*/postgres/postmaster.pid; do
            socket=$(sed -n 5p "$note")
            case $socket in
            */countinghouse-*) rm -rf "$socket" ;;
            esac
        done 2>/dev/null
        rm -rf "$1"
        """#
}
