import Glibc
import Kernel

/// Where a report goes: a file that appears whole or not at all, or standard output.
enum OutputFile {
    enum Problem: DomainError {
        case cannotWrite(path: String, reason: String)

        var kind: ErrorKind { .invalid }
        var code: String { "output_not_writable" }
        var userMessage: String {
            switch self {
            case .cannotWrite(let path, let reason): "Cannot write \(path): \(reason)."
            }
        }
    }

    static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path, path != "-" else {
            StandardStream.output.write(bytes)
            return
        }
        let temporary = "\(path).\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw problem(path) }
        StandardStream(descriptor: descriptor).write(bytes)
        guard lseek(descriptor, 0, SEEK_CUR) == off_t(bytes.count), fsync(descriptor) == 0,
            close(descriptor) == 0, rename(temporary, path) == 0
        else {
            let problem = problem(path)
            unlink(temporary)
            throw problem
        }
    }

    private static func problem(_ path: String) -> Problem {
        .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
}
