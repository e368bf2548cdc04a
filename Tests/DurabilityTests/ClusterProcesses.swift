import Glibc

/// The PostgreSQL processes of one data directory, found by the directory they work in.
struct ClusterProcesses {
    /// The directory that `COUNTINGHOUSE_DATA_DIR` names.
    let dataDirectory: String

    private var cluster: String { "\(dataDirectory)/postgres" }

    func all() -> [pid_t] {
        guard let listing = opendir("/proc") else { return [] }
        defer { closedir(listing) }
        var found: [pid_t] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let number = pid_t(name), worksHere(number) { found.append(number) }
        }
        return found
    }

    /// The one that started the others; nil when none is alive.
    func postmaster() -> pid_t? {
        guard let file = fopen("\(cluster)/postmaster.pid", "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 32)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let digits = line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
        guard let number = pid_t(String(decoding: digits, as: UTF8.self)), worksHere(number)
        else { return nil }
        return number
    }

    private func worksHere(_ process: pid_t) -> Bool {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/\(process)/cwd", &path, path.count)
        guard count > 0 else { return false }
        let bytes = path[..<count].map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self) == cluster
    }
}
