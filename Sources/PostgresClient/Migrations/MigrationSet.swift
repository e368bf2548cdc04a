internal import Glibc

/// Every step of the features that share a schema, in the order in which they run.
package struct MigrationSet: Sendable {
    package let files: [MigrationFile]

    /// - Parameter files: by feature, in the order in which the features build on each other.
    /// - Throws: `MigrationError.numbering` unless each feature counts 1, 2, 3 …
    package init(_ files: [MigrationFile]) throws(MigrationError) {
        var last: [String: Int] = [:]
        for file in files {
            guard file.number == last[file.feature, default: 0] + 1 else {
                throw .numbering(file.title)
            }
            last[file.feature] = file.number
        }
        self.files = files
    }

    /// Sets one after the other; put features before those that build on them.
    package init(joining sets: [MigrationSet]) throws(MigrationError) {
        try self.init(sets.flatMap(\.files))
    }

    /// Reads a feature's `NNNN_name.sql` files from a directory of shipped resources; files that
    /// do not end in `.sql` are none.
    ///
    /// - Throws: `unreadable`, `fileName`, `numbering`.
    package static func load(
        directory: String, feature: String
    ) throws(MigrationError) -> MigrationSet {
        guard let stream = opendir(directory) else { throw .unreadable(feature) }
        defer { closedir(stream) }
        var files: [MigrationFile] = []
        while let entry = readdir(stream) {
            let fileName = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard fileName.hasSuffix(".sql") else { continue }
            guard let (number, name) = MigrationFile.parse(fileName: fileName) else {
                throw .fileName("\(feature)/\(fileName)")
            }
            guard let sql = try? SQLFile(path: "\(directory)/\(fileName)") else {
                throw .unreadable("\(feature)/\(fileName)")
            }
            files.append(MigrationFile(feature: feature, number: number, name: name, sql: sql))
        }
        return try MigrationSet(files.sorted { $0.number < $1.number })
    }
}
