import Logging
import Receivables
import ReceivablesWeb
import WebSupport

/// The imports of the running server: what the pages ask of them, and who does the work.
struct Importing {
    let desk: ImportDesk
    let worker: ImportWorker
    let uploads: ImportUploadService

    private static let job = JobDescription(
        title: "Imports", purpose: "Checks and stores files, when somebody brings one.")

    /// - Parameter dataDirectory: where uploaded files wait.
    init(_ services: Services, dataDirectory: String, _ board: JobBoard, _ logger: Logger) {
        board.add(Self.job)
        uploads = ImportUploadService(
            database: services.database, folder: UploadFolder(dataDirectory: dataDirectory))
        let queue = ImportQueue(
            imports: services.imports, uploads: uploads, undoing: services.importUndo,
            onWork: { $0 ? board.begin(Self.job) : board.end(Self.job) }
        ) { error in
            board.failed(Self.job, error)
            logger.error("An import failed unexpectedly", metadata: ["error": "\(error)"])
        }
        desk = ImportDesk(
            uploads: uploads,
            previews: ImportPreviewService(database: services.database, uploads: uploads),
            queue: queue, history: services.importHistory, undoing: services.importUndo)
        worker = ImportWorker(queue: queue, folder: uploads.folder)
    }
}
