import Testing

@testable import Receivables

@Suite struct `Paging through a report` {
    @Test func `shows every row once, in order`() throws {
        let report = try ReportFixtures.long(10)
        var seen: [Int] = []
        var cursor: String?
        repeat {
            let page = try report.page(limit: 3, after: cursor)
            seen += page.rows
            cursor = page.next
        } while cursor != nil
        #expect(seen == Array(0..<10))
    }

    @Test func `has no next page when the rows just fit`() throws {
        let page = try ReportFixtures.long(3).page(limit: 3, after: nil)
        #expect(page == AgingPage(rows: 0..<3, next: nil))
    }

    @Test func `shows an empty report without complaint`() throws {
        let empty = try ReportFixtures.report(ReportFixtures.request(), [])
        #expect(try empty.page(limit: 3, after: nil) == AgingPage(rows: 0..<0, next: nil))
    }

    @Test func `goes on behind the last row shown when rows have moved`() throws {
        let cursor = try #require(ReportFixtures.long(10).page(limit: 4, after: nil).next)
        let longer = try ReportFixtures.report(
            ReportFixtures.request(),
            [ReportFixtures.row(99, "New", [9, 0, 0, 0, 0, 0])] + ReportFixtures.long(10).rows)
        #expect(try longer.page(limit: 4, after: cursor).rows == 5..<9)
        let shorter = try ReportFixtures.report(
            ReportFixtures.request(), ReportFixtures.long(10).rows.filter { $0.id != 4 })
        #expect(try shorter.page(limit: 4, after: cursor).rows == 4..<8)
    }

    @Test func `ends past the end`() throws {
        let report = try ReportFixtures.long(3)
        #expect(throws: AgingError.pastTheEnd) { try report.page(limit: 3, after: "3-3") }
        #expect(throws: AgingError.pastTheEnd) { try report.page(limit: 3, after: "999-77") }
        let empty = try ReportFixtures.report(ReportFixtures.request(), [])
        #expect(throws: AgingError.pastTheEnd) { try empty.page(limit: 3, after: "1-1") }
    }

    @Test(arguments: [
        "x", "3", "-3", "0-1", "3-0", "3-3-3", "3-x", "99999999999999999999-1", "-1-2",
    ])
    func `refuses a cursor that no page gave`(_ cursor: String) throws {
        let report = try ReportFixtures.long(3)
        #expect(throws: AgingError.cursor) { try report.page(limit: 3, after: cursor) }
    }
}
