/// What a schema's own record says of a step that it has.
struct AppliedMigration: Sendable, Equatable {
    let feature: String
    let number: Int64
    let name: String
    let checksum: String

    func isOf(_ file: MigrationFile) -> Bool {
        feature == file.feature && number == Int64(file.number)
    }
}

extension AppliedMigration: RowDecodable {
    init(row: Row) throws {
        feature = try row.string(0)
        number = try row.int64(1)
        name = try row.string(2)
        checksum = try row.string(3)
    }
}
