package import Kernel

/// A file that somebody sent to be imported.
package struct ImportUpload: Hashable, Sendable {
    package let token: ImportUploadToken
    package let createdAt: Instant
    /// As its sender calls it; never a path.
    package let fileName: String
    package let sizeBytes: Int64
    package internal(set) var state: ImportUploadState
    package let options: ImportUploadOptions
    /// Why nothing was stored, for people.
    package let problem: String?
    /// The import it became.
    package internal(set) var importID: Int64?
    package let rejected: Int64
    /// The first of them.
    package let rejects: [ImportReject]
}
