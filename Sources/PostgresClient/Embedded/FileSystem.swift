internal import Glibc

/// The few file operations the embedded cluster needs, safe against what others leave in its way.
enum FileSystem {
    private static let readBytesMax = 1 << 20

    /// The text of a file of at most a mebibyte; nil when there is no such file.
    static func text(of path: String) throws -> String? {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else {
            let failure = SystemFailure("read", path)
            if failure.code == ENOENT || failure.code == ESRCH { return nil }
            throw failure
        }
        let descriptor = try Descriptor(adopting: number)
        return String(decoding: try bytes(of: descriptor, path: path), as: UTF8.self)
    }

    private static func bytes(of descriptor: Descriptor, path: String) throws -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while all.count < readBytesMax {
            let count = read(descriptor.number, &chunk, chunk.count)
            if count == 0 { break }
            guard count > 0 else {
                let failure = SystemFailure("read", path)
                if failure.code == EINTR { continue }
                // A process that ends while its entry in /proc is read.
                if failure.code == ESRCH { break }
                throw failure
            }
            all.append(contentsOf: chunk[..<count])
        }
        return all
    }

    /// Puts `text` at `path` whole or not at all, owned by `owner`; nothing happens when the file
    /// says just that already.
    ///
    /// The new file is created under a fresh name and renamed, so a symbolic link that was planted
    /// in a directory of the unprivileged account is replaced and never followed.
    ///
    /// - Parameter owner: nil for the owner of the directory.
    static func replace(_ path: String, with text: String, owner: ServiceAccount?) throws {
        let present = try status(path)
        if owner == nil || present?.st_uid == owner?.userID, try self.text(of: path) == text {
            return
        }
        let temporary = "\(path).\(randomSuffix())"
        let descriptor = try Descriptor(open: temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        do {
            if let owner, fchown(descriptor.number, owner.userID, owner.groupID) != 0 {
                throw SystemFailure("change the owner of", temporary)
            }
            try write(Array(text.utf8), to: descriptor, path: temporary)
            guard fsync(descriptor.number) == 0 else { throw SystemFailure("save", temporary) }
            try rename(temporary, to: path)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    static func write(_ bytes: [UInt8], to descriptor: Descriptor, path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.write(descriptor.number, $0.baseAddress, $0.count)
            }
            guard count >= 0 else {
                let failure = SystemFailure("write", path)
                if failure.code == EINTR { continue }
                throw failure
            }
            rest = rest.dropFirst(count)
        }
    }

    static func rename(_ source: String, to target: String) throws {
        guard Glibc.rename(source, target) == 0 else { throw SystemFailure("rename", source) }
    }

    /// Makes renames within the directory survive a power failure.
    static func synchronize(directory: String) throws {
        let descriptor = try Descriptor(open: directory, O_RDONLY | O_DIRECTORY)
        guard fsync(descriptor.number) == 0 else { throw SystemFailure("save", directory) }
    }

    /// What is at `path` itself, symbolic links not followed; nil when nothing is.
    static func status(_ path: String) throws -> stat? {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            let failure = SystemFailure("examine", path)
            if failure.code == ENOENT { return nil }
            throw failure
        }
        return status
    }

    /// Creates the directory; false when there was something of that name already.
    static func makeDirectory(_ path: String, mode: mode_t) throws -> Bool {
        guard mkdir(path, mode) == 0 else {
            let failure = SystemFailure("create the directory", path)
            if failure.code == EEXIST { return false }
            throw failure
        }
        return true
    }

    /// The names in a directory, without `.` and `..`.
    static func names(in directory: String) throws -> [String] {
        guard let stream = opendir(directory) else { throw SystemFailure("list", directory) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// The path with every symbolic link resolved.
    static func canonicalPath(_ path: String) throws -> String {
        guard let resolved = realpath(path, nil) else { throw SystemFailure("find", path) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Twelve hexadecimal digits that nobody can foresee.
    static func randomSuffix() -> String {
        hexadecimal(UInt64.random(in: .min ... .max))
    }

    /// The low 48 bits as twelve hexadecimal digits.
    static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value & 0xffff_ffff_ffff, radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }
}
