import Glibc
import Synchronization

/// One of the process's standard streams, written whole and without a buffer.
struct StandardStream {
    static let output = StandardStream(descriptor: STDOUT_FILENO)
    static let error = StandardStream(descriptor: STDERR_FILENO)

    let descriptor: Int32

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// The terminal's width in columns; nil where there is no terminal.
    var width: Int? {
        guard isTerminal else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// Why something could not be written, such as a full disk; the program ends with it.
    static let failure = Mutex<String?>(nil)

    /// Writes everything. A reader that went away ends it quietly; whatever else goes wrong is
    /// kept in `failure`.
    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let reason = errno
                if reason != EPIPE {
                    Self.failure.withLock { $0 = String(cString: strerror(reason)) }
                }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
