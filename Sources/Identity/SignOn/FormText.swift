import Kernel

/// Fields as a form sends them.
enum FormText {
    static func text(_ fields: [(String, String)]) -> String {
        fields.map { name, value in
            "\(PercentEscape.escaped(name))=\(PercentEscape.escaped(value))"
        }.joined(separator: "&")
    }
}
