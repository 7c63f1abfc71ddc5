using System.Data.Common;
using AnnotationHub.Storage;
using AnnotationHub.Web.Consensus;
using AnnotationHub.Web.Datasets;
using AnnotationHub.Web.Images.Intake;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Operations;

/// <summary>The table of the subcommands.</summary>
public static class Subcommands
{
    private static readonly Subcommand[] All =
    [
        new("serve", "", (_, _, _) => throw new InvalidOperationException("Serving is what the program does without a subcommand.")),
        new("user", UserSubcommand.Usage, UserSubcommand.RunAsync),
        new("token", TokenSubcommand.Usage, TokenSubcommand.RunAsync),
        new("migrate", "", MigrateAsync),
        new("backup", BackupSubcommand.Usage, BackupSubcommand.RunAsync),
        new("restore", RestoreSubcommand.Usage, RestoreSubcommand.RunAsync),
        new("import", ImportSubcommand.Usage, ImportSubcommand.RunAsync),
        new("release", ReleaseSubcommand.Usage, ReleaseSubcommand.RunAsync),
        new("consensus", ConsensusSubcommand.Usage, (app, words, cancellation) => ConsensusSubcommand.RunAsync(app.Services, words, cancellation), TakesOptions: true),
        new("verify", "", VerifySubcommand.RunAsync),
        new("help", "", HelpAsync),
    ];

    /// <summary>The names in the order of the help.</summary>
    public static IEnumerable<string> Names => All.Select(s => s.Name);

    /// <summary>Null for serving: no words at all, <c>serve</c>, or an option first. An unknown word answers the help.</summary>
    public static Subcommand? Find(string[] args)
    {
        if (args.Length == 0 || args[0].StartsWith('-') || args[0] == "serve") return null;
        var found = All.FirstOrDefault(s => s.Name == args[0]) ?? new Subcommand(args[0], "", (app, _, cancellation) => UnknownAsync(app, args[0], cancellation));
        return found with { RunAsync = (app, words, cancellation) => GuardedAsync(found, app, words, cancellation) };
    }

    /// <summary>
    /// The words that are configuration (<c>--Key value</c>), so that every subcommand reads the same settings. They begin with the first
    /// option: configuration would take a path before it (<c>/srv/backup</c>) for a key, and the option for its value.
    /// </summary>
    public static string[] OptionsOf(string[] args) => [.. args.SkipWhile(w => !w.StartsWith("--", StringComparison.Ordinal))];

    // An operator gets a sentence and a status, not a stack of calls. What follows an option is configuration, which the host has read.
    private static async Task<int> GuardedAsync(Subcommand subcommand, WebApplication app, string[] words, CancellationToken cancellation)
    {
        try
        {
            var own = subcommand.TakesOptions ? words : [.. words.TakeWhile(w => !w.StartsWith("--", StringComparison.Ordinal))];
            return await subcommand.RunAsync(app, own, cancellation);
        }
        catch (Exception failure) when (failure is DbException or IOException or UnauthorizedAccessException or InvalidOperationException or SpoolFailedException)
        {
            return await FailedAsync(app.Services, subcommand.Name, failure);
        }
    }

    /// <summary>What touches neither database nor folders is not kept waiting for the host, which takes longer to build than many a file to read. Null for everything else.</summary>
    public static async Task<int?> RunWithoutHostAsync(string[] args, CancellationToken cancellation)
    {
        if (args is not ["consensus", .. var words]) return null;
        await using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        try
        {
            return await ConsensusSubcommand.RunAsync(services, words, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return await FailedAsync(services, args[0], failure);
        }
    }

    private static async Task<int> FailedAsync(IServiceProvider services, string name, Exception failure)
    {
        await Console.Error.WriteLineAsync(Texts(services)["Failed", name, failure.Message]);
        return ExitStatus.Failed;
    }

    private static async Task<int> MigrateAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var run = await app.Services.GetRequiredService<Migrator>().MigrateAsync(now, cancellation);
        Console.WriteLine(run.Count == 0 ? Texts(app.Services)["Migrate.UpToDate"] : Texts(app.Services)["Migrate.Applied", string.Join(", ", run)]);
        return ExitStatus.Done;
    }

    private static Task<int> HelpAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        foreach (var subcommand in All)
        {
            Console.WriteLine($"{subcommand.Name} {subcommand.Usage}".TrimEnd());
            Console.WriteLine($"    {Texts(app.Services)[$"Help.{subcommand.Name}"]}");
        }

        return Task.FromResult(ExitStatus.Done);
    }

    private static async Task<int> UnknownAsync(WebApplication app, string name, CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync(Texts(app.Services)["Unknown", name]);
        await HelpAsync(app, [], cancellation);
        return ExitStatus.Refused;
    }

    private static IStringLocalizer<OperationsTexts> Texts(IServiceProvider services) => services.GetRequiredService<IStringLocalizer<OperationsTexts>>();
}
