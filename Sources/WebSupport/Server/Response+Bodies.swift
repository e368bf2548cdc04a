package import Hummingbird

extension Response {
    package static func json(_ bytes: [UInt8]) -> Response {
        json(ByteBuffer(bytes: bytes))
    }

    package static func json(_ body: ByteBuffer) -> Response {
        with(body, type: "application/json; charset=utf-8")
    }

    package static func html(_ text: String) -> Response {
        with(ByteBuffer(string: text), type: "text/html; charset=utf-8")
    }

    /// A file to be saved.
    ///
    /// - Parameter name: letters, digits, hyphens and points.
    package static func download(_ bytes: [UInt8], type: String, name: String) -> Response {
        var response = with(ByteBuffer(bytes: bytes), type: type)
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    /// Sends a browser to another address of this server.
    package static func redirect(toPath path: String) -> Response {
        Response(status: .found, headers: [.location: path])
    }

    /// Sends a browser to another address of this server after something was done there, with a
    /// message for the page it finds.
    package static func redirect(toPath path: String, flash: Flash) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path])
        response.setCookie(flash.cookie)
        return response
    }

    private static func with(_ body: ByteBuffer, type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: body))
    }
}
