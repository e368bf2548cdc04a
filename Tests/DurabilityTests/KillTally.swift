/// What became of a run of kills.
struct KillTally: CustomStringConvertible {
    var kills: [Victim: Int] = [:]
    var importsLanded = 0
    /// Attempts whose client was killed or lost the database, and of those the ones of which the
    /// books had everything nevertheless.
    var importsBroken = 0
    var importsLandedUnseen = 0
    var checks = 0
    var acknowledged = 0

    var killCount: Int { kills.values.reduce(0, +) }

    var description: String {
        let byVictim = Victim.allCases.map { "\($0.rawValue) \(kills[$0] ?? 0)" }
        return "\(killCount) kills (\(byVictim.joined(separator: ", "))); imports: \(importsLanded)"
            + " landed, \(importsBroken) attempts broken off, of which \(importsLandedUnseen) had"
            + " landed; \(acknowledged) acknowledgements; \(checks) checks"
    }
}
