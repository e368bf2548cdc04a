/// How far an import has come.
package enum ImportProgress: Hashable, Sendable {
    /// Bytes of the file; the total is unknown for a pipe.
    case reading(bytes: Int64, total: Int64?)
    /// One of the steps that store what was read, counted from 1.
    case storing(step: Int, of: Int, name: String)
}
