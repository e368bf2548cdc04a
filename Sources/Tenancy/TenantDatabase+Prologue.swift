package import PostgresClient

/// What a transaction begins with: it becomes the tenant's, or, for a scope with a portfolio, that
/// of the role which sees those customers alone. No other place decides this.
extension TenantDatabase {
    static func schema(of scope: Scope) -> String {
        scope.portfolio == nil ? scope.tenant.schema.name : scope.tenant.portfolioSchemaName
    }

    /// Switches to the tenant for the rest of the transaction. Compiling a plan, which servers
    /// with young statistics do at once, would cost a second.
    package static func reading(_ scope: Scope) -> Query {
        """
        SELECT \(fragment: side(of: scope)),
            set_config('jit', 'off', true)
        """
    }

    /// The same for a short question: the two milliseconds it takes to start the processes of a
    /// parallel plan are more than it needs in all.
    package static func readingAlone(_ scope: Scope) -> Query {
        """
        SELECT \(fragment: side(of: scope)),
            set_config('jit', 'off', true),
            set_config('max_parallel_workers_per_gather', '0', true)
        """
    }

    /// The same for a transaction that writes. It is counted as a change of the tenant's data, which
    /// makes kept answers old as soon as it ends (`DataVersions`). It takes the transaction's number before it takes
    /// the recorded time, so that whoever asks for the oldest writer either sees this one or
    /// asks before its recorded time.
    package static func writing(_ scope: Scope) -> Query {
        """
        SELECT \(fragment: side(of: scope)),
            set_config('jit', 'off', true),
            set_config('countinghouse.recorded_at', CASE
                WHEN pg_current_xact_id() IS NOT NULL THEN clock_timestamp()::text END, true),
            public.data_count()
        """
    }

    /// Ends being the tenant before the transaction does: what follows is the login's.
    package static let leaving: Query =
        "SELECT set_config('role', 'none', true), set_config('search_path', 'public', true)"

    private static func side(of scope: Scope) -> Query {
        guard let portfolio = scope.portfolio else {
            return """
                set_config('role', \(scope.tenant.role.name), true),
                    set_config('search_path', \(scope.tenant.schema.name), true)
                """
        }
        return """
            set_config('role', \(scope.tenant.portfolioRoleName), true),
                set_config('search_path', \(scope.tenant.portfolioSchemaName), true),
                set_config('countinghouse.portfolio', \(portfolio.setting), true),
                set_config('countinghouse.actor',
                    \("\(scope.actor.auditKind) \(scope.actor.auditID ?? 0)"), true)
            """
    }
}
