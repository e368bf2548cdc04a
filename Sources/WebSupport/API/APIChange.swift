/// What a request that changes an object says about one of its members.
package enum APIChange<Value: Sendable>: Sendable {
    /// It is left out.
    case keep
    /// It is null.
    case clear
    case set(Value)
}
