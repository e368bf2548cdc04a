import Foundation
import Testing

@testable import Identity

@Suite struct `An encrypted value` {
    private static let column = SecretColumn.secondFactorSeed
    private static let plain = Array("a seed nobody may read".utf8)

    private let keyring = SecretKeyring()
    private var box: SecretBox { SecretBox(.setting(keyring)) }

    private func sealed(row: Int64 = 7) throws -> [UInt8] {
        try SecretBox.seal(Self.plain, for: Self.column, row: row, with: keyring.current)
    }

    private static func code(_ body: () throws -> [UInt8]) -> String? {
        do {
            _ = try body()
            return nil
        } catch let error as SecretError { return error.code } catch { return "\(error)" }
    }

    @Test func `opens where it was put, and says which key it needs`() throws {
        let value = try sealed()
        #expect(try box.open(value, of: Self.column, row: 7) == Self.plain)
        #expect(value.first == 1)
        #expect(Array(value[1..<5]) == keyring.current.id.bytes)
        #expect(value.count == 5 + 12 + Self.plain.count + 16)
        #expect(Data(value).range(of: Data(Self.plain.prefix(4))) == nil)
        #expect(try sealed() != value)
    }

    @Test func `does not open in another row or column`() throws {
        let value = try sealed()
        #expect(Self.code { try box.open(value, of: Self.column, row: 8) } == "secret_damaged")
        let moved = Self.code { try box.open(value, of: .offeredSecondFactorSeed, row: 7) }
        #expect(moved == "secret_damaged")
    }

    @Test func `does not open with any bit of it changed`() throws {
        let value = try sealed()
        for bit in 0..<(value.count * 8) {
            var changed = value
            changed[bit / 8] ^= 1 << (bit % 8)
            let code = Self.code { try box.open(changed, of: Self.column, row: 7) }
            // Among the bits of the key's id, another key is asked for.
            let wanted = (8..<40).contains(bit) ? "secret_key_unknown" : "secret_damaged"
            #expect(code == wanted, "bit \(bit)")
        }
        for count in 0..<value.count {
            let cut = Array(value.prefix(count))
            #expect(Self.code { try box.open(cut, of: Self.column, row: 7) } == "secret_damaged")
        }
    }

    @Test func `needs a key that the installation has`() throws {
        let value = try sealed()
        let other = SecretBox(.setting(SecretKeyring()))
        let code = Self.code { try other.open(value, of: Self.column, row: 7) }
        #expect(code == "secret_key_unknown")
        let both = try #require(
            SecretKeyring("\(SecretKeyring().current.text), \(keyring.current.text)"))
        let opened = try SecretBox(.setting(both)).open(value, of: Self.column, row: 7)
        #expect(opened == Self.plain)
    }

    @Test func `is opened with a key that came into the file after the start`() throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("countinghouse-box-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = SecretFile("secrets.key", in: directory)
        let box = SecretBox(.file(file))
        let value = try sealed()
        #expect(
            Self.code { try box.open(value, of: Self.column, row: 7) } == "secret_key_unknown")
        // Reading makes no key.
        #expect(try file.read() == nil)
        try file.replace(with: keyring.bytes)
        #expect(try box.open(value, of: Self.column, row: 7) == Self.plain)
        // Dropped from the file, it still opens what was read before.
        try file.replace(with: SecretKeyring().bytes)
        #expect(try box.open(value, of: Self.column, row: 7) == Self.plain)
    }
}

@Suite struct `A keyring` {
    @Test func `holds keys of 32 bytes in Base64, the current one first`() throws {
        let keyring = SecretKeyring().renewed().renewed()
        let text = String(decoding: keyring.bytes, as: UTF8.self)
        let again = try #require(SecretKeyring(text))
        #expect(again.keys.map(\.id) == keyring.keys.map(\.id) && again.keys.count == 3)
        #expect(Set(keyring.keys.map(\.id)).count == 3)
        let kept = keyring.keeping([keyring.keys[2].id])
        #expect(kept.keys.map(\.id) == [keyring.keys[0].id, keyring.keys[2].id])
    }

    @Test(arguments: [
        "", " ,\n", "short", "AAAA", String(repeating: "A", count: 43),
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ])
    func `is not made of anything else`(_ text: String) {
        #expect(SecretKeyring(text) == nil)
    }
}
