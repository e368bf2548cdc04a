package import Formats
package import Kernel

/// A member of an object that requests bring: what it means and how it is read, said once.
package struct APIMember<Value>: Sendable {
    package let property: APIObjectSchema.Property
    /// Reads it at a JSON Pointer.
    package let read: @Sendable (JSONValue, _ pointer: String) throws(APIBodyError) -> Value

    package init(
        _ name: String, _ about: String, _ schema: APISchema, isRequired: Bool = false,
        _ read: @escaping @Sendable (JSONValue, _ pointer: String) throws(APIBodyError) -> Value
    ) {
        property = APIObjectSchema.Property(
            name: name, about: about, schema: schema, isRequired: isRequired)
        self.read = read
    }

    package var name: String { property.name }

    /// The same, and it may be null, which stands for nothing.
    package var orNull: APIMember {
        APIMember(
            property.name, property.about, .nullable(property.schema),
            isRequired: property.isRequired, read)
    }

    /// The same, and it must be there.
    package var required: APIMember {
        APIMember(property.name, property.about, property.schema, isRequired: true, read)
    }
}

extension APIMember {
    /// A member that is text, with its own way of reading it, whose error is told at its place.
    package static func parsed<Failure: DomainError>(
        _ name: String, _ about: String, _ schema: APISchema,
        _ parse: @escaping @Sendable (String) throws(Failure) -> Value
    ) -> APIMember {
        APIMember(name, about, schema) { json, pointer throws(APIBodyError) in
            guard let text = json.text else {
                throw .wrongType(pointer: pointer, wanted: "a text")
            }
            do throws(Failure) { return try parse(text) } catch {
                throw .invalid(pointer: pointer, code: error.code, reason: error.userMessage)
            }
        }
    }
}

extension APIMember where Value == String {
    /// Text of a length that is counted in characters of Unicode. What no text of the books can
    /// hold, a character that is none, is refused.
    package static func text(
        _ name: String, _ about: String, _ lengths: ClosedRange<Int>, example: String
    ) -> APIMember {
        APIMember(name, about, .text(lengths, example: example)) {
            json, pointer throws(APIBodyError) in
            guard let text = json.text else {
                throw .wrongType(pointer: pointer, wanted: "a text")
            }
            guard lengths.contains(text.unicodeScalars.count), !text.utf8.contains(0) else {
                throw .invalid(
                    pointer: pointer, code: "text_invalid",
                    reason: "\(lengths.lowerBound) to \(lengths.upperBound) characters,"
                        + " without U+0000.")
            }
            return text
        }
    }
}

extension APIMember where Value == Bool {
    package static func flag(_ name: String, _ about: String) -> APIMember {
        APIMember(name, about, .boolean) { json, pointer throws(APIBodyError) in
            guard case .boolean(let value) = json else {
                throw .wrongType(pointer: pointer, wanted: "true or false")
            }
            return value
        }
    }
}

extension APIMember where Value == Int64 {
    package static func integer(
        _ name: String, _ about: String, _ range: ClosedRange<Int64>
    ) -> APIMember {
        APIMember(name, about, .integer(range)) { json, pointer throws(APIBodyError) in
            let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            // 1.0 is a whole number in JSON Schema.
            guard case .number(let text) = json, let plain = JSONNumber.plain(text),
                let number = try? ExactDecimal(parsing: plain), number.scale == 0,
                let value = Int64(exactly: number.coefficient), range.contains(value)
            else { throw .wrongType(pointer: pointer, wanted: wanted) }
            return value
        }
    }
}

extension APIMember where Value == [Int64] {
    package static func integers(
        _ name: String, _ about: String, _ range: ClosedRange<Int64>, count: ClosedRange<Int>
    ) -> APIMember {
        list(of: APIMember<Int64>.integer(name, about, range), count, called: "numbers")
    }
}

extension APIMember where Value == LocalDate {
    package static func date(_ name: String, _ about: String) -> APIMember {
        .parsed(name, about, .date) { text throws(DateError) in try LocalDate(iso: text) }
    }
}

extension APIMember
where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
    /// One of a few words.
    package static func choice(_ name: String, _ about: String) -> APIMember {
        let words = Value.allCases.map(\.rawValue)
        return APIMember(name, about, .words(words)) { json, pointer throws(APIBodyError) in
            guard let value = json.text.flatMap(Value.init(rawValue:)) else {
                throw .wrongType(
                    pointer: pointer, wanted: "one of \(words.joined(separator: ", "))")
            }
            return value
        }
    }
}

extension APIMember {
    /// Some of a few words; each counts once.
    package static func choices<Word>(_ name: String, _ about: String) -> APIMember
    where
        Value == [Word], Word: RawRepresentable & CaseIterable & Sendable, Word.RawValue == String
    {
        list(of: APIMember<Word>.choice(name, about), 1...100, called: "words")
    }
}
