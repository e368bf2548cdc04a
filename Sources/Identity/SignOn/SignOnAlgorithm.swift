/// How a provider may sign. There is none without a signature, and none with a shared secret,
/// which a public key could be passed off as.
enum SignOnAlgorithm: String {
    case rs256 = "RS256"
    case ps256 = "PS256"
    case es256 = "ES256"
    case edDSA = "EdDSA"
}
