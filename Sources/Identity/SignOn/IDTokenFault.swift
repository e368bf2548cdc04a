/// What is wrong with a provider's confirmation.
package enum IDTokenFault: String, Sendable {
    case form, algorithm, key, signature, issuer, audience
    case party = "authorized party"
    case subject, expired
    case notYetValid = "not yet valid"
    case issuedAt = "time of issue"
    case nonce
    case accessToken = "access token"
}
