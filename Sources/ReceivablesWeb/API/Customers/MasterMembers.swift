import Kernel
import Receivables
import WebSupport

/// How the API reads master data's texts, and what it says of changes.
enum MasterMembers {
    /// Whether patterns of the description count it as a space: the separators of information too.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }

    /// Text that is more than spaces.
    static func text(
        _ name: String, _ about: String, _ lengths: ClosedRange<Int>, example: String
    ) -> APIMember<String> {
        let text = APIText(pattern: #"\S"#, lengths: lengths, example: example)
        return APIMember(name, about, .text(text)) { json, pointer throws(APIBodyError) in
            guard let value = json.text else {
                throw .wrongType(pointer: pointer, wanted: "a text")
            }
            let scalars = value.unicodeScalars
            guard lengths.contains(scalars.count), !value.utf8.contains(0),
                scalars.contains(where: { !isSpace($0) })
            else {
                throw .invalid(
                    pointer: pointer, code: "text_invalid",
                    reason: "\(lengths.lowerBound) to \(lengths.upperBound) characters that are"
                        + " not all spaces, without U+0000.")
            }
            return value
        }
    }

    /// The same on one line, without characters that steer printers and screens.
    static func line(
        _ name: String, _ about: String, _ lengths: ClosedRange<Int>, example: String
    ) -> APIMember<String> {
        let more = text(name, about, lengths, example: example)
        let control = #"\x00-\x1F\x7F-\x9F"#
        let shape = APIText(
            pattern: #"^[^\#(control)]*[^\s\#(control)][^\#(control)]*$"#, lengths: lengths,
            example: example)
        return APIMember(name, about, .text(shape)) { json, pointer throws(APIBodyError) in
            let value = try more.read(json, pointer)
            guard
                !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            else {
                throw .invalid(
                    pointer: pointer, code: "text_invalid",
                    reason: "\(lengths.lowerBound) to \(lengths.upperBound) characters on one line,"
                        + " not all of them spaces, without control characters.")
            }
            return value
        }
    }
}

extension APIChange {
    /// The same for services.
    var field: FieldChange<Value> {
        switch self {
        case .keep: .keep
        case .clear: .set(nil)
        case .set(let value): .set(value)
        }
    }
}
