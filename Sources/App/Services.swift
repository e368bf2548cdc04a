package import Identity
package import Receivables
package import Tenancy
package import Webhooks

/// Every service over one database.
package struct Services: Sendable {
    package let tenants: TenantService
    package let directory: TenantDirectory
    package let archive: TenantArchive
    package let customers: CustomerService
    package let customerRegister: CustomerRegister
    package let contacts: ContactService
    package let terms: PaymentTermsService
    package let settling: SettlingRegister
    package let rates: RateService
    package let posting: PostingService
    package let once: OnceService
    package let joint: JointPosting
    package let register: DocumentRegister
    package let aging: AgingService
    package let statements: StatementService
    package let exports: ExportService
    package let summary: SummaryService
    package let rollups: RollupService
    package let imports: ImportService
    package let users: UserService
    package let members: MemberService
    package let keys: KeyService
    package let sessions: SessionService
    package let login: LoginService
    package let resets: PasswordResetService
    package let signOn: SignOnService
    package let signOnLogin: SignOnLogin
    package let signOnIdentities: SignOnIdentities
    package let secrets: SecretRotation
    package let secondFactors: SecondFactorService
    package let proofs: ProofService
    package let security: SecurityService
    package let home: HomeService
    package let customerList: CustomerListService
    package let groups: CustomerGroupService
    package let accounts: AccountService
    package let notes: NoteService
    package let documents: DocumentService
    package let search: SearchService
    package let importHistory: ImportHistoryService
    package let importUndo: ImportUndoService
    package let recorder: AuditRecorder
    package let audit: AuditService
    package let people: PersonService
    package let operators: OperatorService
    package let webhooks: WebhookService
    package let versions: DataVersions
    let database: TenantDatabase
    let uploads: UploadFolder

    package init(_ database: Database) {
        let tenantDatabase = TenantDatabase(pool: database.pool, reports: database.replica)
        versions = DataVersions(pool: database.watch, replica: database.replica)
        directory = TenantDirectory(pool: database.pool, versions: versions)
        archive = TenantArchive(database: tenantDatabase, owner: database.owner)
        tenants = TenantService(installation: database.installation, directory: directory)
        customers = CustomerService(database: tenantDatabase)
        customerRegister = CustomerRegister(database: tenantDatabase)
        contacts = ContactService(database: tenantDatabase)
        terms = PaymentTermsService(database: tenantDatabase)
        settling = SettlingRegister(database: tenantDatabase)
        rates = RateService(database: tenantDatabase)
        posting = PostingService(database: tenantDatabase)
        once = OnceService(database: tenantDatabase)
        register = DocumentRegister(database: tenantDatabase)
        joint = JointPosting(posting: posting, register: register, once: once)
        aging = AgingService(database: tenantDatabase)
        statements = StatementService(database: tenantDatabase)
        exports = ExportService(database: tenantDatabase)
        summary = SummaryService(database: tenantDatabase)
        rollups = RollupService(database: tenantDatabase)
        imports = ImportService(database: tenantDatabase)
        let hasher = PasswordHasher()
        users = UserService(owner: database.owner, hasher: hasher, mail: database.mail)
        sessions = SessionService(pool: database.pool, versions: versions)
        members = MemberService(
            pool: database.pool, owner: database.owner, sessions: sessions, mail: database.mail)
        keys = KeyService(pool: database.pool, versions: versions)
        let throttle = LoginThrottle()
        login = LoginService(
            pool: database.pool, sessions: sessions, secrets: database.secrets, hasher: hasher,
            throttle: throttle, mail: database.mail)
        signOn = SignOnService(
            pool: database.pool, owner: database.owner, box: database.secrets,
            directory: database.providers)
        signOnLogin = SignOnLogin(
            pool: database.pool, owner: database.owner, sessions: sessions, settings: signOn,
            directory: database.providers, mail: database.mail)
        signOnIdentities = SignOnIdentities(
            pool: database.pool, owner: database.owner, sessions: sessions, mail: database.mail)
        resets = PasswordResetService(
            pool: database.pool, owner: database.owner, mail: database.mail)
        proofs = ProofService(
            pool: database.pool, sessions: sessions, box: database.secrets, hasher: hasher,
            throttle: throttle, mail: database.mail)
        secondFactors = SecondFactorService(
            pool: database.pool, box: database.secrets, sessions: sessions, mail: database.mail)
        security = SecurityService(pool: database.pool, sessions: sessions)
        secrets = SecretRotation(box: database.secrets, owner: database.owner)
        home = HomeService(database: tenantDatabase)
        customerList = CustomerListService(database: tenantDatabase)
        groups = CustomerGroupService(database: tenantDatabase)
        accounts = AccountService(database: tenantDatabase)
        notes = NoteService(database: tenantDatabase)
        documents = DocumentService(database: tenantDatabase)
        search = SearchService(database: tenantDatabase)
        importHistory = ImportHistoryService(database: tenantDatabase)
        importUndo = ImportUndoService(database: tenantDatabase)
        recorder = AuditRecorder(tenantDatabase)
        webhooks = WebhookService(
            database: tenantDatabase, box: database.secrets, guard: database.webhookGuard)
        audit = AuditService(pool: database.pool)
        people = PersonService(
            owner: database.owner, directory: directory, sessions: sessions,
            uploads: database.uploads)
        operators = OperatorService(pool: database.pool, tenants: tenants, members: members)
        self.database = tenantDatabase
        uploads = database.uploads
    }
}
