internal import Glibc

/// A file descriptor that closes itself and never outlives an `exec` by accident.
final class Descriptor: Sendable {
    let number: Int32

    /// Takes over `number`. Descriptors below ten are moved up, so that handing one to a child
    /// under a fixed small number can never overwrite another that is still to be handed over.
    init(adopting number: Int32) throws {
        if number >= 10 {
            self.number = number
            return
        }
        let moved = fcntl(number, F_DUPFD_CLOEXEC, 10)
        let failure = SystemFailure("duplicate", "descriptor")
        close(number)
        guard moved >= 0 else { throw failure }
        self.number = moved
    }

    /// Opens `path` close-on-exec without following a symbolic link at its end.
    convenience init(open path: String, _ flags: Int32, mode: mode_t = 0) throws {
        let number = Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, mode)
        guard number >= 0 else { throw SystemFailure("open", path) }
        try self.init(adopting: number)
        if flags & O_CREAT != 0, geteuid() == 0 { try giveToOwner(ofDirectoryOf: path) }
    }

    /// What root creates in another user's data directory must not shut that user out.
    private func giveToOwner(ofDirectoryOf path: String) throws {
        let directory = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        guard let owner = try FileSystem.status(String(directory)), owner.st_uid != 0,
            try status().st_uid == 0
        else { return }
        guard fchown(number, owner.st_uid, owner.st_gid) == 0 else {
            throw SystemFailure("change the owner of", path)
        }
    }

    deinit { close(number) }

    /// What the descriptor stands for.
    func status() throws -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemFailure("examine", "descriptor") }
        return status
    }
}
