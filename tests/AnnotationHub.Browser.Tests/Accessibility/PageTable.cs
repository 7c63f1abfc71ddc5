namespace AnnotationHub.Browser.Tests.Accessibility;

/// <summary>A page, an address of it that shows something, and who may open it; nobody for a page that needs no signing in.</summary>
internal sealed record PageRow(string Template, Func<PageWorld, string> Address, params string[] Who);

/// <summary>Every page of the program. A page that is not here fails a test.</summary>
internal static class PageTable
{
    private const string Annotator = "annotator1";
    private const string Trainee = "trainee1";
    private const string Supervisor = "supervisor1";
    private const string Client = "client1";
    private const string Admin = "admin1";

    public const string Nobody = "";

    public static readonly IReadOnlyList<PageRow> Rows =
    [
        new("sign-in", _ => "/sign-in", Nobody),
        new("password/{token}", w => $"/password/{w.PasswordToken}", Nobody),
        new("error/{status:int}", _ => "/error/404", Nobody, Annotator, Admin),
        new("workbench", w => $"/workbench?project={w.Project}", Annotator, Trainee),
        new("work", _ => "/work", Annotator, Trainee),
        new("earnings", _ => "/earnings", Annotator, Trainee),
        new("earnings/entries", _ => "/earnings/entries", Annotator),
        new("earnings/faces/{traceCode}", w => $"/earnings/faces/{w.RejectedFace}", Annotator),
        new("earnings/payee", _ => "/earnings/payee", Annotator),
        new("earnings/payslips/{month?}", w => $"/earnings/payslips/{w.Month}", Annotator),
        new("skill", _ => "/skill", Annotator, Trainee),
        new("projects", _ => "/projects", Client, Supervisor, Admin),
        new("projects/new", _ => "/projects/new", Client, Admin),
        new("projects/{id:guid}", w => $"/projects/{w.Project}", Client, Supervisor, Admin),
        new("projects/{projectId:guid}/releases/{number:int?}", w => $"/projects/{w.Project}/releases", Client, Supervisor, Admin),
        new("faces/{traceCode}", w => $"/faces/{w.Face}", Client, Supervisor, Admin),
        new("supervision", _ => "/supervision", Supervisor, Admin),
        new("supervision/review", _ => "/supervision/review", Supervisor, Admin),
        new("supervision/appeals", _ => "/supervision/appeals", Supervisor, Admin),
        new("supervision/annotators/{id:guid}", w => $"/supervision/annotators/{w.Account}", Supervisor, Admin),
        new("programme", _ => "/programme", Supervisor, Admin),
        new("admin/users", _ => "/admin/users", Admin),
        new("admin/users/{id:guid}", w => $"/admin/users/{w.Account}", Admin),
        new("admin/payouts", _ => "/admin/payouts", Admin),
        new("admin/payouts/{id:guid}", w => $"/admin/payouts/{w.Payout}", Admin),
        new("admin/wages", _ => "/admin/wages", Admin),
        new("admin/ledger", _ => "/admin/ledger", Admin),
        new("admin/trail", _ => "/admin/trail", Admin),
    ];

    public static string PasswordOf(string who) => who switch
    {
        Supervisor => "demo-supervisor",
        Client => "demo-client",
        Admin => "demo-admin",
        _ => "demo-annotator",
    };
}
