import Kernel
import Receivables
import WebSupport

/// How the API reads master data's texts, and what it says of changes.
enum MasterMembers {
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
                scalars.contains(where: { !APIText.isSpace($0) })
            else {
                throw .invalid(
                    pointer: pointer, code: "text_invalid",
                    reason: "\(lengths.lowerBound) to \(lengths.upperBound) characters that are"
                        + " not all spaces, without U+0000.")
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
