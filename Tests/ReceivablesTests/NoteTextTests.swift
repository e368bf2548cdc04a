import Testing

@testable import Receivables

@Suite
struct `The text of a note` {
    @Test(arguments: [
        ("Promised to pay", "Promised to pay"), ("  a \r\n\r\n b\n ", "a \n\n b"),
        ("x\0y", "xy"), ("<b>", "<b>"),
    ])
    func `loses only what is around it`(_ written: String, _ stored: String) throws {
        #expect(try NoteText(written).text == stored)
    }

    @Test(arguments: ["", "   ", "\r\n\t", "\0"])
    func `must say something`(_ written: String) {
        #expect(throws: AccountError.noteEmpty) { try NoteText(written) }
    }

    @Test func `is bounded by what is stored, however many make one sign`() throws {
        let longest = String(repeating: "ä", count: NoteText.charactersMax)
        #expect(try NoteText(longest).text == longest)
        #expect(throws: AccountError.noteTooLong) { try NoteText(longest + "ä") }
        let marked = "a" + String(repeating: "\u{301}", count: NoteText.charactersMax)
        #expect(throws: AccountError.noteTooLong) { try NoteText(marked) }
    }
}
