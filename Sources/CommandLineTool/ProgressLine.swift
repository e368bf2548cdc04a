import Receivables
import Synchronization

/// Progress on standard error: a bar that redraws itself on a terminal, plain lines elsewhere.
final class ProgressLine: Sendable {
    private struct State {
        var lastPercent = -1
        var lastStep = 0
        var isOpen = false
    }

    private static let barWidth = 30

    private let state = Mutex(State())

    func show(_ progress: ImportProgress) {
        state.withLock { state in
            switch progress {
            case .reading(let bytes, let total):
                guard let total, total > 0 else { return }
                let percent = Int(min(100, bytes * 100 / total))
                // Elsewhere than on a terminal every tenth is enough.
                let shown = StandardStream.error.isTerminal ? percent : percent / 10 * 10
                guard shown != state.lastPercent else { return }
                state.lastPercent = shown
                draw("Reading", done: shown, &state)
            case .storing(let step, let count, let name):
                guard step != state.lastStep else { return }
                state.lastStep = step
                draw(name, done: step * 100 / max(1, count), &state)
            }
        }
    }

    /// Leaves the terminal's line clear for what follows.
    func end() {
        state.withLock { state in
            if state.isOpen { StandardStream.error.write("\r\u{1B}[K") }
            state.isOpen = false
        }
    }

    private func draw(_ title: String, done percent: Int, _ state: inout State) {
        guard StandardStream.error.isTerminal else {
            StandardStream.error.write("\(title) \(percent) %\n")
            return
        }
        let filled = Self.barWidth * percent / 100
        let bar =
            String(repeating: "█", count: filled)
            + String(repeating: "░", count: Self.barWidth - filled)
        StandardStream.error.write("\r\u{1B}[K\(bar) \(percent) %  \(title)")
        state.isOpen = true
    }
}
