internal import Glibc

/// What a directory holds.
package enum DirectoryListing {
    /// The entries' names; none when the directory cannot be read.
    package static func names(_ path: String) -> [String] {
        guard let listing = opendir(path) else { return [] }
        defer { closedir(listing) }
        // An entry is only as long as its name: copying the declared 256 bytes can leave the page.
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = UnsafeRawPointer(entry).advanced(by: offset)
            names.append(String(cString: name.assumingMemoryBound(to: CChar.self)))
        }
        return names
    }
}
