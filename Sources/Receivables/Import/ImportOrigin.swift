/// Where a file to be imported is read from.
package enum ImportOrigin: Hashable, Sendable {
    case path(String)
    /// An open descriptor, such as standard input; read from where it stands and not closed.
    case descriptor(Int32)
}
