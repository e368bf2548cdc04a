import Testing

@testable import WebSupport

@Suite struct `What a body calls itself` {
    @Test(arguments: [
        "application/json", "Application/JSON", "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"", "application/vnd.api+json", "application/json ; v=1",
        "application/problem+json; charset=utf-8 ",
    ])
    func `is JSON`(type: String) {
        #expect(JSONMediaType.isMeant(by: type))
    }

    @Test(arguments: [
        "application/jsonx", "application/json-seq", "text/json", "application/+json", "", "json",
        "application/json; charset=utf-16", "application/json;charset=iso-8859-1",
        "application/json x", "application/json, text/plain", "text/x+json",
        "application/json; charset=", "application/x/y+json",
    ])
    func `is something else`(type: String) {
        #expect(!JSONMediaType.isMeant(by: type))
    }
}
