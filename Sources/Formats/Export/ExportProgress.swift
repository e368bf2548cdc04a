import Synchronization

/// How far an export is, told by whoever writes it and asked by whoever waits for it.
package final class ExportProgress: Sendable {
    package enum Stage: Sendable {
        case waiting, rows, pages, done
    }

    private let state = Mutex((stage: Stage.waiting, rows: 0))

    package init() {}

    package var stage: Stage {
        get { state.withLock { $0.stage } }
        set { state.withLock { $0.stage = newValue } }
    }

    /// How many rows have been written.
    package var rows: Int { state.withLock { $0.rows } }

    func add(rows: Int) {
        state.withLock { state in
            state.stage = .rows
            state.rows += rows
        }
    }
}
