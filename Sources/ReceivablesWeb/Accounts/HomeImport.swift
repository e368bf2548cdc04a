import Receivables

/// One of the last imports.
struct HomeImport {
    let fileName: String
    let link: String
    let time: String
    let machineTime: String
    let actor: String
    let outcome: String
    let hasRejects: Bool

    init(_ recent: RecentImport, _ figures: AccountFigures) {
        fileName = recent.fileName
        link = "\(AccountPaths.imports)\(recent.id)/"
        time = figures.time(recent.recordedAt)
        machineTime = figures.machine(recent.recordedAt)
        actor = recent.actor
        let parts = [
            (recent.newCount, "new"), (recent.changedCount, "changed"),
            (recent.unchangedCount, "unchanged"), (recent.rejectedCount, "rejected"),
        ]
        outcome = parts.filter { $0.0 > 0 }.map { "\(figures.count($0.0)) \($0.1)" }
            .joined(separator: ", ")
        hasRejects = recent.rejectedCount > 0
    }
}
