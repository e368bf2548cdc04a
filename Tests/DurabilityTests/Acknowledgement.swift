/// What a client wrote down when it was told that something is stored.
struct Acknowledgement: Hashable {
    enum Kind: String {
        case invoice, receipt, allocation
    }

    let kind: Kind
    let number: String
    /// Minor units.
    let amount: Int64

    /// Every whole line of a file.
    static func all(in text: String) -> [Acknowledgement] {
        // A line that was not ended was not written to its end.
        guard let end = text.lastIndex(of: "\n") else { return [] }
        return text[..<end].split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 3, let kind = Kind(rawValue: String(parts[0])),
                let amount = Int64(parts[2])
            else { return nil }
            return Acknowledgement(kind: kind, number: String(parts[1]), amount: amount)
        }
    }
}
