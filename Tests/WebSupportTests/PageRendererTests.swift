import Testing

@testable import WebSupport

@Suite struct `Rendering a page` {
    private struct Page {
        let name: String
        let rows: [String]
    }

    private static func render(_ name: String, rows: [String] = []) throws -> String {
        let source = HTMLEscape.pragma + #"<p title="{{name}}">{{#rows}}<i>{{.}}</i>{{/rows}}</p>"#
        let pages = try PageRenderer(
            templates: [PageTemplate(name: "page", bytes: Array(source.utf8))],
            files: StaticFiles([]))
        return try pages.render(Page(name: name, rows: rows), template: "page")
    }

    @Test func `escapes text in elements and attributes`() throws {
        let html = try Self.render(#""><script>'&"#, rows: ["<b>"])
        #expect(
            html
                == #"<p title="&quot;&gt;&lt;script&gt;&#39;&amp;"><i>&lt;b&gt;</i></p>"#)
    }

    @Test(arguments: ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20E3}"])
    func `escapes signs that a mark makes one character with`(_ mark: String) throws {
        let html = try Self.render("\"\(mark) onclick=x <\(mark)b", rows: ["<\(mark)"])
        #expect(html.utf8.filter { $0 == UInt8(ascii: "\"") }.count == 2)
        #expect(html.utf8.filter { $0 == UInt8(ascii: "<") }.count == 4)
    }

    @Test func `leaves other scripts and pictures alone`() throws {
        let text = "Ålesund 株式会社 עברית 👩‍👩‍👧 é"
        #expect(try Self.render(text).contains(text))
    }

    @Test func `shows control characters as what they are not`() throws {
        #expect(try Self.render("a\u{0}b\u{1B}c").contains("a\u{FFFD}b\u{FFFD}c"))
    }

    @Test(arguments: ["<p>{{name}}</p>", "{{% CONTENT_TYPE:PAGE}}{{{name}}}"])
    func `refuses a template that lets text through`(_ source: String) {
        #expect(throws: PageError.self) {
            try PageRenderer(
                templates: [PageTemplate(name: "page", bytes: Array(source.utf8))],
                files: StaticFiles([]))
        }
    }

    @Test func `refuses a template that cannot be read`() {
        let source = HTMLEscape.pragma + "{{#open}}"
        #expect(throws: PageError.self) {
            try PageRenderer(
                templates: [PageTemplate(name: "page", bytes: Array(source.utf8))],
                files: StaticFiles([]))
        }
    }
}
