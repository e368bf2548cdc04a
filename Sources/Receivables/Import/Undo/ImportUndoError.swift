package import Kernel

/// Why an import was not undone. Nothing was changed.
package enum ImportUndoError: DomainError, Hashable {
    case unknown
    case alreadyUndone
    /// Something that came later rests on it.
    case blocked(ImportUndoBlocker, count: Int64)
    /// It was begun and came to no end, for a reason of the server's or the moment's.
    case broken(reason: String)

    /// Why a plan cannot be carried out.
    package init(_ plan: ImportUndoPlan) {
        guard let first = plan.blockers.first else {
            self = .unknown
            return
        }
        switch first.reason {
        case .unknown: self = .unknown
        case .undone: self = .alreadyUndone
        default: self = .blocked(first, count: plan.blocked)
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .unknown: .notFound
        case .alreadyUndone, .blocked: .conflict
        case .broken: .unavailable
        }
    }

    package var code: String {
        switch self {
        case .unknown: "import_unknown"
        case .alreadyUndone: "import_undone"
        case .blocked: "import_not_undoable"
        case .broken: "import_undo_broken"
        }
    }

    package var userMessage: String {
        switch self {
        case .unknown: "There is no such import."
        case .alreadyUndone: "The import was undone already."
        case .broken(let reason): "The import was not undone; please try again. \(reason)"
        case .blocked(let first, let count):
            "The import cannot be undone. " + Self.subject(first) + first.sentence
                + (count > 1 ? " There are \(count - 1) more such reasons." : "")
        }
    }

    private static func subject(_ blocker: ImportUndoBlocker) -> String {
        guard let document = blocker.document else { return "" }
        let number = ImportText.shortened(document.number, to: 60)
        let customer = ImportText.shortened(document.customer, to: 60)
        return "\(number) of \(customer): "
    }
}
