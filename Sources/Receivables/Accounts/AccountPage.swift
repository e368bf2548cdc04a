/// Some of the rows of a long list, and how many there are in all.
package struct AccountPage<Row: Sendable>: Sendable {
    package let rows: [Row]
    package let count: Int

    package init(rows: [Row], count: Int) {
        self.rows = rows
        self.count = count
    }
}
