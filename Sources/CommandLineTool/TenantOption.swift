import ArgumentParser

/// Which tenant a command is about.
struct TenantOption: ParsableArguments {
    @Option(help: "The tenant; not needed when there is only one.")
    var tenant: String?
}
