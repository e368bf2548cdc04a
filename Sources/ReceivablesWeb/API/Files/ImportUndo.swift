import Receivables

/// The undoing of an import: what it would take back, and how far it is.
struct ImportUndo: Sendable {
    enum State: String, Sendable, CaseIterable {
        case possible
        /// Something that came later rests on it.
        case blocked
        /// Others of the company are before it.
        case waiting
        case running
        case undone
    }

    let plan: ImportUndoPlan
    let state: State
    let percent: Int64
    /// Why it was begun and not done, for people.
    let problem: String?

    /// Whether it is being done, or was.
    var isBegun: Bool { state == .waiting || state == .running || state == .undone }

    /// - Parameters:
    ///   - job: nil where it was not begun, or this server does not know of it.
    ///   - phase: how far that was before the plan was made: one that was done by then shows in it.
    init(_ plan: ImportUndoPlan, _ job: ImportJob? = nil, _ phase: ImportJob.Phase? = nil) {
        self.plan = plan
        guard plan.blockers.first?.reason != .undone else {
            (state, percent, problem) = (.undone, 100, nil)
            return
        }
        let settled: State = plan.isPossible ? .possible : .blocked
        switch phase {
        case .waiting: (state, percent, problem) = (.waiting, 0, nil)
        case .running:
            (state, percent, problem) = (.running, Int64((job?.fraction ?? 0) * 100), nil)
        case .done(.failure(let failure)):
            (state, percent, problem) = (settled, 0, failure.sentence)
        case .done(.success), nil: (state, percent, problem) = (settled, 0, nil)
        }
    }
}
