/// What a program gets when it logs in: a token for its requests, and one to renew that with.
package struct TokenPair: Sendable {
    package let access: String
    package let refresh: SecretToken
}
