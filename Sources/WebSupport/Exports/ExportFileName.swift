/// Names of files that every system and every header takes.
enum ExportFileName {
    private static let lengthMax = 80

    static func safe(_ text: String) -> String {
        var name = ""
        for byte in text.utf8.prefix(lengthMax * 4) {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
                name.unicodeScalars.append(Unicode.Scalar(byte))
            // No two in a row, and none at the beginning.
            default: if let last = name.last, last != "-" { name.append("-") }
            }
        }
        name = String(name.prefix(lengthMax))
        while name.last == "-" { name.removeLast() }
        return name.isEmpty ? "export" : name
    }
}
