import Identity

/// One role to choose.
struct RoleOption {
    let value: String
    let isChosen: Bool

    /// - Parameter mayMakeOwners: whether the role of an owner is among them.
    static func all(chosen: Role?, mayMakeOwners: Bool) -> [RoleOption] {
        Role.allCases.filter { $0 != .owner || mayMakeOwners }
            .map { RoleOption(value: $0.rawValue, isChosen: $0 == chosen) }
    }
}
