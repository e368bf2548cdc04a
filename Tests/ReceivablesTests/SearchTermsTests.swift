import Testing

@testable import Receivables

@Suite
struct `What somebody types into a search` {
    @Test(arguments: ["", "  ", "\t\n", "\0"])
    func `may be nothing`(_ typed: String) {
        #expect(SearchTerms(typed).isEmpty)
        #expect(SearchTerms(typed).numberPrefixes.isEmpty)
        #expect(SearchTerms(typed).digits == nil)
    }

    @Test func `becomes words`() {
        let terms = SearchTerms("  Müller  & SÖHNE ")
        #expect(terms.text == "Müller  & SÖHNE")
        #expect(terms.words == ["Müller", "&", "SÖHNE"])
        #expect(terms.patterns == ["%Müller%", "%&%", "%SÖHNE%"])
    }

    @Test(arguments: [
        ("100%", #"%100\%%"#), ("a_b", #"%a\_b%"#), (#"c\d"#, #"%c\\d%"#), ("x'y", "%x'y%"),
    ])
    func `means what it says, also where a pattern would mean more`(
        _ typed: String, _ pattern: String
    ) {
        #expect(SearchTerms(typed).patterns == [pattern])
    }

    @Test func `is looked for as a number as it is, in capitals and in small letters`() {
        #expect(SearchTerms("Inv-1").numberPrefixes == ["INV-1", "Inv-1", "inv-1"])
        #expect(SearchTerms("4711").numberPrefixes == ["4711"])
    }

    @Test(arguments: [
        ("4711", "4711"), ("0004711", "4711"), ("0", nil), ("000", nil), ("47a", nil),
        ("-1", nil), ("1.5", nil), ("٤٧", nil), ("1234567890123456789", nil),
    ])
    func `may be the digits of a number`(_ typed: String, _ digits: String?) {
        #expect(SearchTerms(typed).digits == digits)
    }

    @Test func `is bounded`() {
        let terms = SearchTerms(String(repeating: "a ", count: 500))
        #expect(terms.text.count == SearchTerms.charactersMax)
        #expect(terms.words.count == SearchTerms.wordsMax)
    }
}
