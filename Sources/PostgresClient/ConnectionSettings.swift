internal import CLibPQ

/// The keywords a connection is opened with. They hold the password, so nothing prints them.
struct ConnectionSettings: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private(set) var values: [(keyword: String, value: String)]

    /// Reads a URL (`postgresql://…`) or keywords (`host=… dbname=…`).
    ///
    /// - Throws: `invalidConfiguration`.
    init(parsing text: String) throws(PostgresError) {
        guard !text.utf8.contains(0), let options = PQconninfoParse(text, nil) else {
            throw .invalidConfiguration
        }
        defer { PQconninfoFree(options) }
        values = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                values.append((String(cString: keyword), String(cString: value)))
            }
            option += 1
        }
    }

    subscript(keyword: String) -> String? {
        values.first { $0.keyword == keyword }?.value
    }

    mutating func set(_ keyword: String, to value: String) {
        values.removeAll { $0.keyword == keyword }
        values.append((keyword, value))
    }

    mutating func setDefault(_ keyword: String, to value: String) {
        if self[keyword] == nil { values.append((keyword, value)) }
    }

    /// Appends `-c name=value` to the settings the server applies at the start of the session.
    mutating func appendSessionSetting(_ name: String, _ value: String) {
        let before = self["options"].map { $0 + " " } ?? ""
        set("options", to: before + "-c \(name)=\(value)")
    }

    /// All keywords with their values, secrets included, as a connection string.
    var keywordText: String {
        values.map { keyword, value in
            var quoted = ""
            for character in value {
                if character == "'" || character == "\\" { quoted.append("\\") }
                quoted.append(character)
            }
            return "\(keyword)='\(quoted)'"
        }.joined(separator: " ")
    }

    /// Several hosts are tried in turn, each with the connect time-out.
    var hasSeveralHosts: Bool {
        (self["host"] ?? self["hostaddr"] ?? "").contains(",")
    }

    /// Where the server is, without any secret.
    var description: String {
        let shown = ["host", "hostaddr", "port", "dbname", "user", "sslmode", "application_name"]
        return shown.compactMap { keyword in self[keyword].map { "\(keyword)=\($0)" } }
            .joined(separator: " ")
    }

    var debugDescription: String { description }

    var customMirror: Mirror { Mirror(self, children: [:]) }
}
