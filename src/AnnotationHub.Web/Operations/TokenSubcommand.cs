using System.Globalization;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Trail;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Operations;

/// <summary><c>token add NAME [DAYS]</c> prints a bearer token for a program; <c>token revoke TOKEN|NAME</c> ends one, or all of an account.</summary>
internal static class TokenSubcommand
{
    public const string Usage = "add NAME [DAYS] | revoke TOKEN-OR-NAME";

    private const int DefaultDays = 30;
    private const int MostDays = 366;

    public static async Task<int> RunAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        var texts = app.Services.GetRequiredService<IStringLocalizer<OperationsTexts>>();
        await app.PrepareStorageAsync();
        return words switch
        {
            ["add", var name] => await AddAsync(app, texts, name, DefaultDays, cancellation),
            ["add", var name, var days] when int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostDays =>
                await AddAsync(app, texts, name, count, cancellation),
            ["add", _, _] => Refuse(texts["Token.Days", MostDays]),
            ["revoke", var which] => await RevokeAsync(app, texts, which, cancellation),
            _ => Refuse(texts["Usage", $"token {Usage}"]),
        };
    }

    private static async Task<int> AddAsync(WebApplication app, IStringLocalizer<OperationsTexts> texts, string name, int days, CancellationToken cancellation)
    {
        var accounts = app.Services.GetRequiredService<AccountStore>();
        var account = await accounts.IdOfAsync(name, cancellation) is { } id ? await accounts.FindAsync(id, cancellation) : null;
        if (account is null) return Refuse(texts["User.Unknown", name]);
        if (account.DisabledAt is not null) return Refuse(texts["Token.Disabled", name]);
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var token = await app.Services.GetRequiredService<SessionTokenStore>().IssueAsync(account.Id, now, now.AddDays(days), cancellation);
        await RecordAsync(app, TrailActions.TokenIssued, $"account {account.Id:D}", now, cancellation);
        // What stands on standard output is the token alone, so that a script can take it.
        await Console.Error.WriteLineAsync(texts["Token.Issued", name, now.AddDays(days).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)]);
        Console.WriteLine(token);
        return ExitStatus.Done;
    }

    private static async Task<int> RevokeAsync(WebApplication app, IStringLocalizer<OperationsTexts> texts, string which, CancellationToken cancellation)
    {
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (await app.Services.GetRequiredService<SessionTokenStore>().RevokeAsync(which, now, cancellation))
        {
            await RecordAsync(app, TrailActions.TokenRevoked, null, now, cancellation);
            Console.WriteLine(texts["Token.Revoked"]);
            return ExitStatus.Done;
        }

        if (await app.Services.GetRequiredService<AccountStore>().IdOfAsync(which, cancellation) is not { } id) return Refuse(texts["Token.Unknown"]);
        await app.Services.GetRequiredService<Database>().WriteAsync(session => SessionTokenStore.RevokeAllAsync(session, id, now), cancellation);
        await RecordAsync(app, TrailActions.TokenRevoked, $"account {id:D}", now, cancellation);
        Console.WriteLine(texts["Token.AllRevoked", which]);
        return ExitStatus.Done;
    }

    private static Task RecordAsync(WebApplication app, string action, string? subject, DateTimeOffset now, CancellationToken cancellation) =>
        app.Services.GetRequiredService<TrailStore>().AddAsync(new TrailEntry(action, null, subject, "done", TrailOrigin.Console), now, cancellation);

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return ExitStatus.Refused;
    }
}
