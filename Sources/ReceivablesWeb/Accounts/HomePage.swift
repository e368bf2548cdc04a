import Kernel
import Receivables
import Tenancy
import WebSupport

/// The home page: what its template shows, formatted.
struct HomePage {
    let layout: PageLayout
    let subtitle: String
    let importPath: String
    let reportPath: String
    /// Whether there is anything to show figures of.
    let hasFigures: Bool
    /// nil when nothing is left to be done.
    let start: HomeStart?
    let figures: [HomeFigure]
    let measures: HomeMeasures
    let aging: HomeAging
    let trend: HomeTrend
    let grown: [HomeMover]
    let shrunk: [HomeMover]
    let hasGrown: Bool
    let hasShrunk: Bool
    let since: String
    let week: HomeWeek
    let imports: [HomeImport]
    let hasImports: Bool
    let reconciliation: HomeReconciliation
    let exports: ExportLinks

    init(_ overview: HomeOverview, scope: Scope, layout: PageLayout) {
        let figures = AccountFigures(scope.tenant)
        self.layout = layout
        subtitle =
            "As of \(figures.date(overview.today)) · everything in \(scope.tenant.currency.code)"
        importPath = AccountPaths.imports
        reportPath = AccountPaths.report
        hasFigures = overview.firstSteps.hasInvoices || overview.firstSteps.hasReceipts
        start = HomeStart(
            overview.firstSteps, mayImport: scope.permissions.contains(.importData))
        self.figures = HomeFigure.all(overview, figures)
        measures = HomeMeasures(overview.daysSalesOutstanding, figures)
        aging = HomeAging(overview, figures)
        trend = HomeTrend(overview.trend, figures)
        grown = overview.grown.map { HomeMover($0, figures) }
        shrunk = overview.shrunk.map { HomeMover($0, figures) }
        hasGrown = !grown.isEmpty
        hasShrunk = !shrunk.isEmpty
        since = (try? overview.today.adding(days: -7)).map(figures.date) ?? ""
        week = HomeWeek(overview.week, figures)
        imports = overview.imports.map { HomeImport($0, figures) }
        hasImports = !imports.isEmpty
        reconciliation = HomeReconciliation(overview, figures)
        exports = ExportLinks(of: "These tables") { "/ar/export.\($0)" }
    }
}
