internal import Glibc

/// A line of the system's list of users.
struct UserEntry: Sendable, Equatable {
    private static let bufferBytes = 16_384

    let name: String
    let userID: uid_t
    let groupID: gid_t

    /// The user of that name; nil when there is none.
    static func named(_ name: String) -> UserEntry? {
        look { entry, buffer, size, result in getpwnam_r(name, entry, buffer, size, result) }
    }

    /// The user of that number; nil when there is none.
    static func numbered(_ number: uid_t) -> UserEntry? {
        look { entry, buffer, size, result in getpwuid_r(number, entry, buffer, size, result) }
    }

    /// The reentrant look-ups: other threads may be resolving names at the same time.
    private static func look(
        _ call: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) -> UserEntry? {
        var entry = passwd()
        var result: UnsafeMutablePointer<passwd>?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bufferBytes) { buffer in
            guard let start = buffer.baseAddress,
                call(&entry, start, buffer.count, &result) == 0, result != nil,
                let name = entry.pw_name
            else { return nil }
            return UserEntry(
                name: String(cString: name), userID: entry.pw_uid, groupID: entry.pw_gid)
        }
    }
}
