/// What people say of a file's columns.
enum ImportColumnMap {
    /// A column that is to be left out although its name says what it is.
    static let ignored = "ignored"

    static func isIgnored(_ ours: String) -> Bool { HeaderName.normalized(ours) == ignored }

    /// The places of the columns that are to be left out.
    static func ignored(_ header: TableHeader, _ map: [String: String]) -> Set<Int> {
        let names = Set(map.filter { isIgnored($0.value) }.keys.map(HeaderName.normalized))
        return Set(header.names.indices.filter { names.contains(header.names[$0]) })
    }
}
