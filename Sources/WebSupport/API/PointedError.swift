package import Kernel

/// An error that knows where in a request's body what is wrong stands.
package protocol PointedError: DomainError {
    /// A JSON Pointer (RFC 6901); nil where it is the whole body.
    var pointer: String? { get }
}
