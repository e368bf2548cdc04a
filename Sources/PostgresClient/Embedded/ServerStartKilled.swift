/// PostgreSQL was killed while it started, which says nothing against another try.
struct ServerStartKilled: Error {}
