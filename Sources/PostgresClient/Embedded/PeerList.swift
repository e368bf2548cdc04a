/// The peer roles of a cluster, remembered in its data directory.
struct PeerList: Sendable {
    let path: String

    func read() throws -> [String] {
        let text = try FileSystem.text(of: path) ?? ""
        // Whatever a hand wrote there must not get into PostgreSQL's files unchecked.
        return text.split(separator: "\n").compactMap { (try? Identifier(String($0)))?.name }
    }

    /// Adds roles that are not in the list yet.
    func add(_ roles: [Identifier]) throws -> [String] {
        let known = try read()
        let added = roles.map(\.name).filter { !known.contains($0) }
        guard !added.isEmpty else { return known }
        let all = known + added
        try FileSystem.replace(path, with: all.map { "\($0)\n" }.joined(), owner: nil)
        return all
    }
}
