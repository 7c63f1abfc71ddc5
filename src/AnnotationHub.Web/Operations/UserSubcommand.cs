using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Programme;
using AnnotationHub.Web.Trail;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Operations;

/// <summary><c>user add NAME ROLE [DISPLAY-NAME [TOWNSHIP [VILLAGE]]]</c>, <c>user disable|enable|reset-password NAME</c>.</summary>
internal static class UserSubcommand
{
    public const string Usage = "add NAME ROLE [DISPLAY-NAME [TOWNSHIP [VILLAGE]]] | disable NAME | enable NAME | reset-password NAME";

    public static async Task<int> RunAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        var texts = app.Services.GetRequiredService<IStringLocalizer<OperationsTexts>>();
        await app.PrepareStorageAsync();
        return words switch
        {
            ["add", var name, var role, .. { Length: <= 3 } more] => await AddAsync(app, texts, name, role, more, cancellation),
            ["disable" or "enable" or "reset-password", var name] => await ChangeAsync(app, texts, words[0], name, cancellation),
            _ => Refuse(texts["Usage", $"user {Usage}"]),
        };
    }

    private static async Task<int> AddAsync(
        WebApplication app, IStringLocalizer<OperationsTexts> texts, string name, string role, string[] more, CancellationToken cancellation)
    {
        // The township is the programme's own county's.
        string Word(int index) => more.Length > index ? more[index] : "";
        var places = app.Services.GetRequiredService<Places>();
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var (outcome, id) = await app.Services.GetRequiredService<AccountDesk>().CreateAsync(
            new NewAccount(name, Word(0), [role], more.Length > 1 ? places.County : "", Word(1), Word(2)), now, cancellation);
        return outcome switch
        {
            CreateAccountOutcome.Created => await LinkAsync(app, texts, id, name, cancellation, TrailActions.AccountCreated),
            CreateAccountOutcome.NameTaken => Refuse(texts["User.NameTaken", name]),
            CreateAccountOutcome.UserNameUnfit => Refuse(texts["User.NameUnfit", name]),
            CreateAccountOutcome.RolesUnfit => Refuse(texts["User.RoleUnknown", role, string.Join(", ", UserRoles.All)]),
            CreateAccountOutcome.TooLong => Refuse(texts["User.TooLong"]),
            CreateAccountOutcome.TownshipUnknown => Refuse(texts["User.TownshipUnknown", places.County, string.Join(", ", places.Townships)]),
        };
    }

    private static async Task<int> ChangeAsync(
        WebApplication app, IStringLocalizer<OperationsTexts> texts, string verb, string name, CancellationToken cancellation)
    {
        if (await app.Services.GetRequiredService<AccountStore>().IdOfAsync(name, cancellation) is not { } id) return Refuse(texts["User.Unknown", name]);
        if (verb == "reset-password") return await ResetAsync(app, texts, id, name, cancellation);
        var desk = app.Services.GetRequiredService<AccountDesk>();
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var outcome = verb == "disable" ? await desk.DisableAsync(id, now, cancellation) : await desk.EnableAsync(id, cancellation);
        if (outcome == ChangeAccountOutcome.LastAdministrator) return Refuse(texts["User.LastAdministrator", name]);
        await RecordAsync(app, TrailActions.AccountChanged, $"account {id:D} ({verb})", now, cancellation);
        Console.WriteLine(texts[verb == "disable" ? "User.Disabled" : "User.Enabled", name]);
        return ExitStatus.Done;
    }

    private static async Task<int> ResetAsync(WebApplication app, IStringLocalizer<OperationsTexts> texts, Guid id, string name, CancellationToken cancellation)
    {
        // A disabled account's link would lead nowhere.
        var account = await app.Services.GetRequiredService<AccountStore>().FindAsync(id, cancellation);
        return account?.DisabledAt is not null ? Refuse(texts["User.IsDisabled", name]) : await LinkAsync(app, texts, id, name, cancellation);
    }

    private static async Task<int> LinkAsync(WebApplication app, IStringLocalizer<OperationsTexts> texts, Guid id, string name, CancellationToken cancellation, string action = TrailActions.PasswordLink)
    {
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var path = await app.Services.GetRequiredService<AccountDesk>().IssueLinkAsync(id, now, cancellation);
        await RecordAsync(app, action, $"account {id:D}", now, cancellation);
        Console.WriteLine(texts["User.Link", name]);
        Console.WriteLine($"{AccountsSetup.BaseAddress(app)}{path}");
        return ExitStatus.Done;
    }

    private static Task RecordAsync(WebApplication app, string action, string subject, DateTimeOffset now, CancellationToken cancellation) =>
        app.Services.GetRequiredService<TrailStore>().AddAsync(new TrailEntry(action, null, subject, "done", TrailOrigin.Console), now, cancellation);

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return ExitStatus.Refused;
    }
}
