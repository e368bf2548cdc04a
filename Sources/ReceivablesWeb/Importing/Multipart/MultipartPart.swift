/// What stands before the content of one part of a form that was sent with files.
struct MultipartPart: Sendable {
    /// The field's name.
    let name: String
    /// The file's name as its sender calls it; nil for a field without a file.
    let fileName: String?

    /// - Parameter head: the lines before the empty one.
    init?(head: [UInt8]) {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let wanted = "content-disposition:"
        guard let line = lines.first(where: { $0.lowercased().hasPrefix(wanted) }),
            let name = Self.value("name", in: line)
        else { return nil }
        self.name = name
        fileName = Self.value("filename", in: line)
    }

    /// A quoted value; browsers write a quote in it as %22.
    private static func value(_ key: String, in line: Substring) -> String? {
        var rest = line
        while let start = rest.firstRange(of: "\(key)=\"") {
            let before = rest[..<start.lowerBound].last
            let value = rest[start.upperBound...]
            guard let end = value.firstIndex(of: "\"") else { return nil }
            if before == " " || before == ";" || before == "\t" {
                return String(value[..<end]).replacing("%22", with: "\"")
                    .replacing("%0D%0A", with: " ")
            }
            rest = value[end...].dropFirst()
        }
        return nil
    }
}
