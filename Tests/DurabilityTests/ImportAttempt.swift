import Glibc

/// One run of `countinghouse import`.
struct ImportAttempt {
    let program: ChildProgram
    let started: ContinuousClock.Instant
    /// How often the database had been killed when it began.
    let databaseKills: Int

    /// - Parameter tenant: nil takes the only one there is.
    init(
        of list: ImportList, in place: DurabilityPlace, tenant: String? = nil,
        databaseKills: Int = 0
    ) throws {
        let path = "\(place.directory)/\(list.fileName)"
        if access(path, F_OK) != 0 { try TextFile.write(list.csv, to: path) }
        let arguments = ["import", path] + (tenant.map { ["--tenant", $0] } ?? [])
        program = try place.start(program: "countinghouse", arguments)
        started = .now
        self.databaseKills = databaseKills
    }
}
