/// What a new password must be like. Length is what counts; no rule asks for special characters,
/// which only make passwords easier to forget.
package enum PasswordRules {
    package static let lengthMin = 12
    package static let bytesMax = 1_024

    /// - Throws: `IdentityError.passwordTooShort`, `.passwordTooLong`, `.passwordGuessable`.
    package static func check(_ password: String, of user: User) throws(IdentityError) {
        guard password.count >= lengthMin else { throw .passwordTooShort }
        guard password.utf8.count <= bytesMax else { throw .passwordTooLong }
        let lower = password.lowercased()
        let isSimple = Set(lower).count < 4 || CommonPasswords.contains(lower)
        guard !isSimple, lower != user.email.lowercased(), lower != user.name.lowercased() else {
            throw .passwordGuessable
        }
    }
}
