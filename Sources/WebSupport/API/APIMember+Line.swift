import Kernel

extension APIText {
    /// What `isOneLine` refuses, as part of a set of a pattern.
    package static let control = #"\x00-\x1F\x7F-\x9F\u2028\u2029"#

    /// Whether patterns of the description count it as a space: the separators of information too.
    package static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }
}

extension APIMember where Value == String {
    /// Text on one line, without characters that steer printers and screens: more than spaces,
    /// unless it may be empty.
    package static func line(
        _ name: String, _ about: String, _ lengths: ClosedRange<Int>, example: String
    ) -> APIMember {
        let mayBeEmpty = lengths.lowerBound == 0
        let others = "[^\(APIText.control)]*"
        let more = #"\#(others)[^\s\#(APIText.control)]\#(others)"#
        let shape = APIText(
            pattern: "^\(mayBeEmpty ? others : more)$", lengths: lengths, example: example)
        return APIMember(name, about, .text(shape)) { json, pointer throws(APIBodyError) in
            guard let text = json.text else {
                throw .wrongType(pointer: pointer, wanted: "a text")
            }
            let scalars = text.unicodeScalars
            guard lengths.contains(scalars.count), text.isOneLine,
                mayBeEmpty || scalars.contains(where: { !APIText.isSpace($0) })
            else {
                throw .invalid(
                    pointer: pointer, code: "text_invalid",
                    reason: "\(lengths.lowerBound) to \(lengths.upperBound) characters on one line,"
                        + (mayBeEmpty ? "" : " not all of them spaces,")
                        + " without control characters.")
            }
            return text
        }
    }
}
