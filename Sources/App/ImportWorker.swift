import Receivables
import ServiceLifecycle

/// Runs imports while the server does. What is running when the server stops is stopped with
/// nothing stored.
struct ImportWorker: Service {
    let queue: ImportQueue
    let folder: UploadFolder

    func run() async throws {
        folder.purge()
        let queue = queue
        await cancelWhenGracefulShutdown { await queue.run() }
    }
}
