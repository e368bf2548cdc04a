/// A request's path as the log has it: without what logs somebody in.
///
/// Of what a mail program breaks or somebody pastes amiss no list is ever whole, so that a secret
/// is told by what it looks like, wherever it stands and whatever is answered. Escapes are judged
/// by what they stand for.
enum LoggedPath {
    /// A byte of what a path stands for, and where in the path it begins.
    private struct Sign {
        let byte: UInt8
        let start: Int
    }

    private static let lengthMax = 200
    /// The shortest secrets have 43 letters. A stray `%` before one takes two of them for an escape.
    private static let secretLengthMin = 40
    private static let hidden = "…"
    private static let linkWords = [Array("login".utf8), Array("link".utf8)]

    static func text(_ path: String) -> Substring {
        let signs = read(path)
        guard !isLink(signs) else { return "/login/link/\(hidden)" }
        return hidingSecrets(path, signs)
    }

    /// What a path's escapes stand for, and the escapes that come of that.
    private static func read(_ path: String) -> [Sign] {
        var signs: [Sign] = []
        signs.reserveCapacity(path.utf8.count)
        for (place, byte) in path.utf8.enumerated() {
            signs.append(Sign(byte: byte, start: place))
            while let value = escape(atEndOf: signs) {
                let start = signs[signs.count - 3].start
                signs.removeLast(3)
                signs.append(Sign(byte: value, start: start))
            }
        }
        return signs
    }

    private static func escape(atEndOf signs: [Sign]) -> UInt8? {
        guard signs.count > 2, signs[signs.count - 3].byte == UInt8(ascii: "%"),
            let high = digit(signs[signs.count - 2].byte),
            let low = digit(signs[signs.count - 1].byte)
        else { return nil }
        return high << 4 | low
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// Whether it may be the address of a one-time link. Its secret may be broken or cut off, and
    /// look like none: all that is left of it is too much.
    private static func isLink(_ signs: [Sign]) -> Bool {
        var rest = signs[...]
        for word in linkWords {
            let found = rest.indices.first { place in
                rest[place...].starts(with: word) { $0.byte | 0x20 == $1 }
            }
            guard let found else { return false }
            rest = rest[(found + word.count)...]
        }
        return true
    }

    private static func hidingSecrets(_ path: String, _ signs: [Sign]) -> Substring {
        let bytes = path.utf8
        func place(of sign: Int) -> String.Index {
            guard sign < signs.count else { return bytes.endIndex }
            return bytes.index(bytes.startIndex, offsetBy: signs[sign].start)
        }
        var shown = ""
        var kept = bytes.startIndex
        var first = 0
        while first < signs.count {
            let end = signs[first...].firstIndex { !isLetter($0.byte) } ?? signs.count
            if end - first >= secretLengthMin {
                shown.append(contentsOf: path[kept..<place(of: first)])
                shown.append(hidden)
                kept = place(of: end)
            }
            first = end + 1
        }
        guard kept > bytes.startIndex else { return path.prefix(lengthMax) }
        shown.append(contentsOf: path[kept...])
        return shown.prefix(lengthMax)
    }

    /// Of which tokens and keys are made: letters, digits, hyphens and underscores.
    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
