/// An error that may mean: not now, but after a time.
package protocol ThrottledError: DomainError {
    /// When another attempt is allowed; nil where the error means something else.
    var retryAfterSeconds: Int? { get }
}
