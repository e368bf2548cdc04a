package import Receivables

/// What the import pages ask of the receivables.
package struct ImportDesk: Sendable {
    let uploads: ImportUploadService
    let previews: ImportPreviewService
    let queue: ImportQueue
    let history: ImportHistoryService
    let undoing: ImportUndoService

    package init(
        uploads: ImportUploadService, previews: ImportPreviewService, queue: ImportQueue,
        history: ImportHistoryService, undoing: ImportUndoService
    ) {
        self.uploads = uploads
        self.previews = previews
        self.queue = queue
        self.history = history
        self.undoing = undoing
    }
}
