/// What becomes of one field of something that is changed.
package enum FieldChange<Value: Sendable>: Sendable {
    case keep
    /// nil empties it.
    case set(Value?)

    /// Whether it is given another value, or none.
    var isSet: Bool {
        if case .set = self { true } else { false }
    }

    /// The value that it is given.
    var value: Value? {
        if case .set(let value) = self { value } else { nil }
    }
}
