import Kernel

/// One export that somebody asked for.
struct ExportJob: Sendable {
    enum State: Sendable {
        case waiting, running, done
        case failed(any Error)
    }

    /// In the order in which they were asked for.
    let number: Int
    let work: ExportWork
    let owner: ExportOwner
    /// Where the file is, once it is done.
    let path: String
    var state = State.waiting
    /// When it was done or failed.
    var endedAt: Instant?

    var isOver: Bool {
        switch state {
        case .waiting, .running: false
        case .done, .failed: true
        }
    }
}
