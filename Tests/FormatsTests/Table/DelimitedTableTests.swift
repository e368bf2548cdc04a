import Testing

@testable import Formats

@Suite struct `Reading a list with separators` {
    @Test func `blank fields, blanks at the end and blank records`() {
        let table = Tables.read("A,,B,,\n\n , ,\nC,\u{A0},D\n")
        #expect(table.rows.map(\.cells) == [["A", "_", "B"], ["C", "_", "D"]])
        #expect(table.rows.map(\.line) == [1, 4])
    }

    @Test func `a record's line is where it begins in the file`() {
        let table = Tables.read("A,B\r\n\"two\r\nlines\",1\r\nlast,2\r\n")
        #expect(table.rows.map(\.line) == [1, 2, 4])
    }

    @Test func `texts keep their outer blanks, and those before one are its indent`() {
        let table = Tables.read("   Acme,1\n      Sub,2\n\u{A0}\u{A0}\u{A0}Sub,2\n,  x\n\tTab,3\n")
        #expect(table.rows.map(\.indent) == [1, 2, 1, 0, 1])
        #expect(table.rows[0].cells == ["   Acme", "1"])
    }

    @Test func `the separator stated on the first line`() {
        let table = Tables.read("sep=;\nA;B,C\n1;2,5\n")
        #expect(table.rows.map(\.cells) == [["A", "B,C"], ["1", "2,5"]])
        #expect(table.rows.first?.line == 2)
    }

    @Test func `titles with commas above a list with semicolons`() {
        let text = """
            Acme, Inc
            As of July 25, 2026
            Customer;Invoice;Due;Amount
            Miller, Ann;5;2026-01-01;1,00
            Smith, Bob;6;2026-01-02;2,50
            """
        #expect(Tables.cells(text).last == ["Smith, Bob", "6", "2026-01-02", "2,50"])
    }

    @Test func `titles without blanks behind their commas`() {
        let text = "Acme,Inc\nBerlin,Germany\nCustomer\tNo\tAmount\nMiller\t5\t1\nSmith\t6\t2\n"
        #expect(Tables.cells(text).last == ["Smith", "6", "2"])
    }

    @Test func `addresses in a list with semicolons`() {
        let text = "No;Address\n1;Main St 1, Berlin, Germany\n2;Main St 2, Bonn, Germany\n"
        #expect(Tables.cells(text).last == ["2", "Main St 2, Bonn, Germany"])
    }

    @Test func `decimal commas in a list with semicolons`() {
        #expect(
            Tables.cells("Kunde;Netto;Brutto\nA;1,00;1,19\nB;2,00;2,38\n").last
                == ["B", "2,00", "2,38"])
    }

    @Test func `a list whose every comma is followed by a blank`() {
        #expect(Tables.cells("A, B, C\n1, 2, 3\n").last == ["1", " 2", " 3"])
    }

    @Test func `sections and totals between the rows`() {
        let text = """
            Report,Inc
            ;Date;No;Amount
            Miller,Ann
            ;2026-01-01;1;5,00
            Total Miller,Ann;;;5,00
            Smith,Bob
            ;2026-01-02;2;7,00
            Total Smith,Bob;;;7,00
            """
        #expect(Tables.cells(text)[3] == ["_", "2026-01-01", "1", "5,00"])
    }

    @Test func `a quote that is never closed says on which line`() {
        #expect(Tables.read("A,B\n\"open,1\n2,3\n").error == .text(.truncated(line: 2)))
    }
}
