import Glibc

/// Whether anybody but the owner of the data directory can read, change or replace the files with
/// keys that are there.
struct SecretFileExamination {
    private static let names = ["token.key", "secrets.key", "audit.key"]

    let directory: String

    /// What is wrong, a sentence each.
    func faults() -> [String] {
        guard let home = Self.status(directory) else { return [] }
        return ways(home) + Self.names.compactMap { fault($0, in: home) }
    }

    private func fault(_ name: String, in home: stat) -> String? {
        guard let status = Self.status("\(directory)/\(name)") else { return nil }
        // Root may change everything anyway.
        if status.st_uid != 0 && status.st_uid != home.st_uid {
            return "\(name) belongs to another login than its directory, which may change it"
        }
        if status.st_mode & 0o022 != 0 { return "\(name) may be changed by others" }
        return status.st_mode & 0o077 == 0 ? nil : "\(name) may be read by others"
    }

    /// Whoever may write into a directory can put another file in a key's place, whatever the
    /// mode of the file itself.
    private func ways(_ home: stat) -> [String] {
        var faults: [String] = []
        let isOthers = ![0, home.st_uid].contains(geteuid()) && home.st_uid != 0
        if isOthers || home.st_mode & 0o022 != 0 {
            faults.append("others may write into \(directory) and replace the files there")
        }
        guard let real = realpath(directory, nil) else { return faults }
        defer { free(real) }
        var way = String(cString: real)
        while let slash = way.lastIndex(of: "/"), way != "/" {
            way = slash == way.startIndex ? "/" : String(way[..<slash])
            guard let status = Self.status(way) else { continue }
            // Its owner may rename what is in it, whatever the mode says.
            if status.st_uid != 0, status.st_uid != home.st_uid {
                faults.append(
                    "\(way) belongs to another login, which may replace the data directory")
            }
            // In a sticky directory nobody but its owner replaces what is there. A group that may
            // write further up was let in by whoever runs the machine.
            if status.st_mode & 0o1002 == 0o0002 {
                faults.append("others may write into \(way) and replace the data directory")
            }
        }
        return faults
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }
}
