import HummingbirdTLS

/// What the server proves its name with: a chain and its key, from two PEM files.
package struct ServerCertificate: Sendable {
    let configuration: TLSConfiguration

    /// - Parameters:
    ///   - chainPath: the server's certificate, then those that vouch for it.
    ///   - keyPath: its private key.
    /// - Throws: `ServerSettingError.certificate`.
    package init(chainPath: String, keyPath: String) throws(ServerSettingError) {
        let chain: [NIOSSLCertificate]
        do { chain = try NIOSSLCertificate.fromPEMFile(chainPath) } catch {
            throw .certificate(path: chainPath, reason: "no certificate in PEM form is in it.")
        }
        let key: NIOSSLPrivateKey
        do { key = try NIOSSLPrivateKey(file: keyPath, format: .pem) } catch {
            throw .certificate(path: keyPath, reason: "no private key in PEM form is in it.")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        self.configuration = configuration
    }
}
