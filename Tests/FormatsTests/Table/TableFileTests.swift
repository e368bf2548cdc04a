import Testing

@testable import Formats

@Suite struct `Finding out what a file is` {
    private let list = "Customer,Amount\nAcme,5.00\n"

    @Test func `a list with separators in plain text`() {
        let table = Tables.read(list)
        #expect(table.kind == .delimited(.utf8))
        #expect(table.rows.map(\.cells) == [["Customer", "Amount"], ["Acme", "5.00"]])
        #expect(table.rows.map(\.line) == [1, 2])
        #expect(table.error == nil)
    }

    @Test func `an empty file, and one of white space alone`() {
        #expect(Tables.read([]).error == .empty)
        #expect(Tables.read(" \r\n\n ").error == .empty)
        #expect(Tables.read(Gzip.pack([])).error == .empty)
    }

    @Test(arguments: [
        ("%PDF-1.7\n%âãÏÓ", "a PDF document"), ("GIF89a", "a picture"),
        ("{\\rtf1\\ansi Invoices}", "a Rich Text document"), ("#!/bin/sh\n", "a program"),
    ])
    func `files without a table, by name`(text: String, name: String) {
        #expect(Tables.read(text).error == .notATable(name))
        #expect(TableError.notATable(name).userMessage.hasPrefix("This is \(name), "))
    }

    @Test(arguments: [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a picture"),
        ([0xFF, 0xD8, 0xFF, 0xE0], "a picture"),
        ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], "a program"),
        ([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], "text in UTF-32"),
        ([1, 2, 3, 4, 0, 0, 0, 5, 6, 0, 0, 0], "a binary file"),
    ])
    func `binary files`(bytes: [UInt8], name: String) {
        #expect(Tables.read(bytes).error == .notATable(name))
    }

    @Test func `a folder and a pipe`() {
        #expect(throws: TableError.self) { try TableFile(descriptor: -1) }
    }

    @Test func `a title in brackets is not JSON, and one in angle brackets not a page`() {
        #expect(Tables.read("[Draft] Invoices\nA,B\n1,2\n").kind == .delimited(.utf8))
        #expect(Tables.read("<none>,B\n1,2\n").kind == .delimited(.utf8))
        #expect(Tables.read("BMW AG,1\nAudi,2\n").kind == .delimited(.utf8))
    }

    @Test func `a packed list is read like the list itself`() {
        let packed = Gzip.pack(Array(list.utf8))
        #expect(Tables.read(packed) == Tables.read(list))
        #expect(Tables.read(packed + packed).rows.count == 4)
        #expect(Tables.read(packed + [0, 0, 0, 0]).rows.count == 2)
        #expect(Tables.read(Gzip.pack(packed)).error == .notATable("an archive inside another"))
    }

    @Test func `a packed list with something behind it`() {
        let packed = Gzip.pack(Array(list.utf8))
        let error = TableError.damaged("something that is not part of it follows the packed text")
        #expect(Tables.read(packed + Array("junk".utf8)).error == error)
        #expect(Tables.read(packed + [0, 0, 0x41]).error == error)
        #expect(Tables.read(packed + [0, 0] + packed).error == error)
        let zeros = [UInt8](repeating: 0, count: 100_000)
        #expect(Tables.read(packed + zeros).rows.count == 2)
    }

    @Test func `a packed file that ends in the middle or is damaged`() {
        let packed = Gzip.pack(Array(repeatElement(Array(list.utf8), count: 50).joined()))
        #expect(Tables.read(Array(packed.dropLast(6))).error == .truncated)
        var damaged = packed
        damaged[packed.count - 6] ^= 0xFF
        #expect(
            Tables.read(damaged).error == .damaged("what is packed in it cannot be unpacked"))
    }

    @Test func `a file that unpacks to a thousand times its size is not read further`() {
        let blanks = [UInt8](repeating: 0x20, count: 32 << 20)
        #expect(Tables.read(Gzip.pack(Array("A,B\n".utf8) + blanks)).error == .bomb)
    }

    @Test func `a reader can be had again, and the descriptor stays where it is`() throws {
        try Tables.withFile(Array(list.utf8)) { descriptor in
            let file = try TableFile(descriptor: descriptor)
            for _ in 0..<2 {
                let reader = try file.reader()
                #expect(reader.sheetNames.isEmpty)
                #expect(reader.sizeBytes == Int64(list.utf8.count))
                #expect(try reader.next()?.cells == [.text("Customer"), .text("Amount")])
                #expect(try reader.next()?.line == 2)
                let end = try reader.next()
                #expect(end == nil)
                #expect(reader.bytesConsumed == Int64(list.utf8.count))
            }
        }
    }
}
