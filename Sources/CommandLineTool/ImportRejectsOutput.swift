import Glibc

/// The file that `--rejects` names.
struct ImportRejectsOutput {
    let descriptor: Int32

    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw OutputFile.Problem.cannotWrite(
                path: path, reason: String(cString: strerror(errno)))
        }
    }

    func close() { Glibc.close(descriptor) }
}
