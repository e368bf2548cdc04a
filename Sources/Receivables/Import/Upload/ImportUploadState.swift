/// What became of an uploaded file.
package enum ImportUploadState: String, Sendable {
    /// It is here and can be looked at.
    case received
    /// It is being imported, or waits for its turn.
    case importing
    case stored
    /// Nothing was stored, because rows were rejected and the import is strict.
    case refused
    /// Nothing was stored, because the file cannot be imported.
    case failed
    /// Nothing was stored, because somebody stopped it.
    case cancelled
    /// Nothing was stored, because the program ended meanwhile.
    case interrupted

    /// Whether an import may begin.
    package var mayStart: Bool { self != .importing && self != .stored }
}
