/// A value that is read from one row.
package protocol RowDecodable: Sendable {
    init(row: Row) throws
}
