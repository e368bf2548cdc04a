import Testing

@testable import Formats

@Suite struct `Finding the separator` {
    static let cases: [(String, CSVDelimiter)] = [
        ("a,b,c\n1,2,3\n", .comma),
        ("a;b;c\n1;2;3\n", .semicolon),
        ("a\tb\n1\t2\n", .tab),
        ("a|b\n1|2\n", .pipe),
        ("single\ncolumn\n", .comma),
        ("one", .comma),
        ("a;b;c", .semicolon),
        ("Kunde;Betrag\nMüller;1.234,50\nMeier;2,00\nSchulz;3,10\n", .semicolon),
        ("Kunde;Soll;Haben\nM;1,00;2,00\nN;1,00;2,00\nO;3;4\nP;1,00;2,00\n", .semicolon),
        ("name,note\n\"Smith; Jones; Co\",x\n\"a;b;c\",y\n", .comma),
        ("name\taddress\nA\tMain St, 5, Town\nB\tSide St, 7, Town\n", .tab),
        ("Aging report\nAs of 30 September, 2026\n\na;b;c\n1;2;3\n4;5;6\n7;8;9\n", .semicolon),
        ("\"a\"\"b;c\";\"d\"\n\"e\";\"f\"\n", .semicolon),
        ("a;b\n\"x\ny,z\nu,v\";2\n3;4\n", .semicolon),
        ("5\" pipe,price\n6\" pipe,2\n", .comma),
    ]

    @Test(arguments: cases) func `goes by regularity`(_ text: String, _ delimiter: CSVDelimiter) {
        #expect(CSVSniffer.delimiter(of: text.utf8.span, isWhole: true) == delimiter)
    }

    @Test func `is overruled by the caller and by the hint`() throws {
        let text = Array("sep=;\na,b;c,d\n".utf8)
        let hinted = try CSVReader(CSVMemorySource(text)).delimiter
        #expect(hinted == 0x3B)
        let told = try CSVReader(CSVMemorySource(text), delimiter: 0x2C).delimiter
        #expect(told == 0x2C)
    }

    @Test func `takes a file for what it is that only looks like a hint`() {
        #expect(CSV.fields("sep=1,b\n") == [["sep=1", "b"]])
        #expect(CSV.fields("separator,b\n") == [["separator", "b"]])
    }
}
