import Glibc

/// What is printed appears at once, also in a file or a pipe.
enum Console {
    static func print(_ line: String) {
        write(line, to: STDOUT_FILENO)
    }

    static func complain(_ line: String) {
        write(line, to: STDERR_FILENO)
    }

    private static func write(_ line: String, to descriptor: Int32) {
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
}
