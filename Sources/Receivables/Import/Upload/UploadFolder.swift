import Glibc
package import PostgresClient
package import Tenancy

/// Where uploaded files wait: a folder of the data directory that nobody else may read. Files are
/// called by their tokens alone.
package struct UploadFolder: Sendable {
    /// What nobody came back to is removed.
    package static let ageMaxSeconds: Int64 = 14 * 24 * 3_600

    package let path: String

    package init(dataDirectory: String) {
        path = "\(dataDirectory)/uploads"
    }

    func path(of token: ImportUploadToken) -> String { "\(path)/\(token.text)" }

    /// Where the rejected lines of a file are written.
    package func rejectsPath(of token: ImportUploadToken) -> String {
        "\(path)/\(token.text).rejects.csv"
    }

    /// An empty new file, open for writing.
    ///
    /// - Throws: `cannotKeep`.
    func create(_ path: String) throws(ImportUploadError) -> Int32 {
        try make()
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotKeep(reason: Self.reason(errno)) }
        return descriptor
    }

    func exists(_ token: ImportUploadToken) -> Bool { access(path(of: token), F_OK) == 0 }

    package func remove(_ token: ImportUploadToken) {
        unlink(path(of: token))
        unlink(rejectsPath(of: token))
    }

    /// Removes the file but not its rejects.
    func removeFile(_ token: ImportUploadToken) {
        unlink(path(of: token))
    }

    /// Claims a file for an import; nil while somebody else has it, in this process or another.
    /// A claim ends with its process, however that ends.
    func claim(_ token: ImportUploadToken) -> UploadClaim? {
        let descriptor = open(path(of: token), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        return UploadClaim(descriptor)
    }

    /// The files that wait for a tenant whose schema goes.
    package static func tokens(
        of tenant: Tenant, on connection: isolated PostgresConnection
    ) throws -> [ImportUploadToken] {
        let find: Query = "SELECT token FROM \(identifier: tenant.schema).ar_upload"
        return try connection.query(find).compactMap { ImportUploadToken(try $0.string(0)) }
    }

    /// Removes what is too old.
    package func purge() {
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        let oldest = Int64(time(nil)) - Self.ageMaxSeconds
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard ImportUploadToken(String(name.prefix(32))) != nil else { continue }
            var status = stat()
            guard stat("\(path)/\(name)", &status) == 0, Int64(status.st_mtim.tv_sec) < oldest
            else { continue }
            unlink("\(path)/\(name)")
        }
    }

    private func make() throws(ImportUploadError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let parent = Self.parent(of: path) else {
            throw .cannotKeep(reason: Self.reason(errno))
        }
        // With a server of its own, nothing has made the data directory yet.
        guard mkdir(parent, 0o700) == 0 || errno == EEXIST,
            mkdir(path, 0o700) == 0
                || errno == EEXIST
        else { throw .cannotKeep(reason: Self.reason(errno)) }
    }

    private static func parent(of path: String) -> String? {
        path.lastIndex(of: "/").map { String(path[..<$0]) }
    }

    static func reason(_ number: Int32) -> String {
        if number == ENOSPC || number == EDQUOT { return "the disk is full" }
        return strerror(number).map { String(cString: $0) } ?? "error \(number)"
    }
}
