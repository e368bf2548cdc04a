/// A form with files as a browser sends it.
struct MultipartBody {
    static let boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW"
    private var bytes: [UInt8] = []

    mutating func field(_ name: String, _ value: String) {
        begin("name=\"\(name)\"")
        bytes += Array(value.utf8)
        bytes += Array("\r\n".utf8)
    }

    mutating func file(_ name: String, _ fileName: String, _ content: [UInt8]) {
        begin("name=\"\(name)\"; filename=\"\(fileName.replacing("\"", with: "%22"))\"")
        bytes += content
        bytes += Array("\r\n".utf8)
    }

    var ended: [UInt8] { bytes + Array("--\(Self.boundary)--\r\n".utf8) }

    private mutating func begin(_ disposition: String) {
        bytes += Array(
            "--\(Self.boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n".utf8)
    }
}
