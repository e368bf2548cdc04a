import Logging
import Receivables
import ReceivablesWeb

/// The imports of the running server: what the pages ask of them, and who does the work.
struct Importing {
    let desk: ImportDesk
    let worker: ImportWorker
    let uploads: ImportUploadService

    /// - Parameter dataDirectory: where uploaded files wait.
    init(_ services: Services, dataDirectory: String, _ logger: Logger) {
        uploads = ImportUploadService(
            database: services.database, folder: UploadFolder(dataDirectory: dataDirectory))
        let queue = ImportQueue(
            imports: services.imports, uploads: uploads, undoing: services.importUndo
        ) { error in
            logger.error("An import failed unexpectedly", metadata: ["error": "\(error)"])
        }
        desk = ImportDesk(
            uploads: uploads,
            previews: ImportPreviewService(database: services.database, uploads: uploads),
            queue: queue, history: services.importHistory, undoing: services.importUndo)
        worker = ImportWorker(queue: queue, folder: uploads.folder)
    }
}
