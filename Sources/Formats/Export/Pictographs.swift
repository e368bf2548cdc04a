/// Pictographs of text, most of which the fonts of a printed page do not have.
enum Pictographs {
    /// Stands where one was, rather than the empty box of a sign that a font lacks.
    static let sign: Character = "◆"

    /// Pictographs that DejaVu Sans draws.
    private static let drawn: [ClosedRange<UInt32>] = [
        0x2328...0x2328, 0x2500...0x269C, 0x269E...0x26B8, 0x26C0...0x26C3, 0x2701...0x2704,
        0x2706...0x2709,
        0x270C...0x2727, 0x2729...0x274B, 0x274D...0x274D, 0x274F...0x2752, 0x2756...0x2756,
        0x2758...0x275E, 0x2761...0x2794, 0x2798...0x27AF, 0x27B1...0x27BE, 0x2B1F...0x2B24,
        0x1F600...0x1F623, 0x1F625...0x1F62B, 0x1F62D...0x1F640, 0x1F643...0x1F643,
    ]
    private static let regionalIndicators: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF

    /// The text as those fonts can print it: flags as the letters of their country, what else
    /// they lack as a plain sign.
    static func printable(_ text: String) -> String {
        // Below this there is none.
        guard text.unicodeScalars.contains(where: { $0.value >= 0x2300 }) else { return text }
        var result = ""
        for character in text {
            guard let first = character.unicodeScalars.first, isPictograph(first) else {
                result.append(character)
                continue
            }
            if regionalIndicators.contains(first.value) {
                for scalar in character.unicodeScalars {
                    guard regionalIndicators.contains(scalar.value) else { continue }
                    let letter = UInt8(ascii: "A") + UInt8(scalar.value - 0x1F1E6)
                    result.unicodeScalars.append(UnicodeScalar(letter))
                }
            } else if drawn.contains(where: { $0.contains(first.value) }) {
                // Without what asks for a colour or joins it to another one.
                result.unicodeScalars.append(first)
            } else {
                result.append(sign)
            }
        }
        return result
    }

    private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2300...0x2BFF, 0x1F000...: scalar.properties.isEmoji
        default: false
        }
    }
}
