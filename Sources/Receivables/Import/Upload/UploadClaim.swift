import Glibc

/// A file that is being imported: nobody else can claim it until this goes.
final class UploadClaim: Sendable {
    private let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
