import Kernel
import Testing

@testable import Receivables

@Suite
struct `Converting the files of systems` {
    @Test(arguments: ImportFixture.names)
    func `finds out what each is, or says what is wrong`(name: String) throws {
        let fixture = ImportFixture(name)
        let isMonthFirst = fixture.value("date_order")?.hasPrefix("M") ?? false
        let convert = {
            try ConvertedList(fixture.reader()) { $0.prefersMonthFirst = isMonthFirst }
        }
        if let word = fixture.value("refused") {
            let error = #expect(throws: (any Error).self) { try convert() }
            let sentence = (error as? any DomainError)?.userMessage ?? ""
            #expect(sentence.lowercased().contains(word.lowercased()))
            return
        }
        let list = try convert()
        #expect(list.form == fixture.value("form"))
        if let rows = fixture.value("rows") { #expect("\(list.conversion.rows)" == rows) }
        if let day = fixture.value("as_of"), !fixture.expected.contains("--as-of") {
            #expect(list.conversion.asOf.map { "\($0)" } == day)
        }
        if fixture.value("warnings") == "0" { #expect(list.warnings == []) }
    }
}
