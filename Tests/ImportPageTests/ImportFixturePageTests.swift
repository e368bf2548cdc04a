import BooksTestSupport
import HTTPTypes
import Testing

@Suite
struct `The page of every file there is an example of` {
    @Test func `shows its first rows, or says why it cannot be imported`() async throws {
        #expect(ImportFiles.names.count > 60)
        try await ImportServer.use { server in
            for name in ImportFiles.names {
                let bytes = try ImportFiles.bytes(name)
                if bytes.isEmpty {
                    let answer = try await server.form("/import/", [], file: (name, bytes))
                    #expect(answer.status == .badRequest && answer.text.contains("is empty"))
                    continue
                }
                let path = try await server.send(bytes: bytes, named: "\(name).csv")
                let page = try await server.get(path)
                #expect(page.status == .ok, "\(name)")
                let isRefused = try ImportFiles.isRefused(name)
                let isShown = page.text.contains("As understood")
                #expect(isShown != isRefused, "\(name): \(page.text.prefix(4_000))")
                if isRefused {
                    let says =
                        page.text.contains("This file cannot be imported")
                        || page.text.contains("flash error")
                    #expect(says, "\(name)")
                }
                _ = try await server.post(path + "remove")
            }
            #expect(try await server.stored() == 0)
        }
    }
}
