import Testing

@testable import App

@Suite struct `A settings file` {
    @Test func `gives names their values, bare or in quotes`() throws {
        let values = try SettingsFile.parse(
            """
            # a comment
            COUNTINGHOUSE_PORT=9000

            export LOG_LEVEL = debug
            DATABASE_URL="postgresql://me@host/db?x=1#part"
            PLAIN=with#hash # and a comment
            EMPTY=
            """, path: ".env")
        #expect(values["COUNTINGHOUSE_PORT"] == "9000")
        #expect(values["LOG_LEVEL"] == "debug")
        #expect(values["DATABASE_URL"] == "postgresql://me@host/db?x=1#part")
        #expect(values["PLAIN"] == "with#hash")
        #expect(values["EMPTY"] == "")
    }

    @Test(arguments: ["no equals sign", "=value", "BAD NAME=1", "A-B=1"])
    func `names the line that it cannot read`(line: String) {
        #expect {
            try SettingsFile.parse("A=1\n\(line)\n", path: ".env")
        } throws: { error in
            guard case ConfigurationError.badLine(let path, let number) = error else {
                return false
            }
            return path == ".env" && number == 2
        }
    }

    @Test func `is empty when there is none`() throws {
        #expect(try SettingsFile.read(path: "/nowhere/.env").isEmpty)
    }
}
