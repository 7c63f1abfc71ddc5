using AnnotationHub.Storage;
using AnnotationHub.Web.Datasets;
using AnnotationHub.Web.Images.Intake;

namespace AnnotationHub.Web.Operations;

/// <summary>The table of the subcommands.</summary>
public static class Subcommands
{
    private static readonly Subcommand[] All =
    [
        new("migrate", "", MigrateAsync),
        new("verify", "", VerifySubcommand.RunAsync),
        new("release", ReleaseSubcommand.Usage, ReleaseSubcommand.RunAsync),
        new("import", ImportSubcommand.Usage, ImportSubcommand.RunAsync),
        new("help", "", HelpAsync),
    ];

    /// <summary>Null for serving: no words at all, <c>serve</c>, or an option first. An unknown word answers the help.</summary>
    public static Subcommand? Find(string[] args)
    {
        if (args.Length == 0 || args[0].StartsWith('-') || args[0] == "serve") return null;
        return All.FirstOrDefault(s => s.Name == args[0]) ?? new Subcommand(args[0], "", UnknownAsync);
    }

    /// <summary>The words that are configuration (<c>--Key value</c>), so that every subcommand reads the same settings.</summary>
    public static string[] OptionsOf(string[] args) => args.Length > 0 && !args[0].StartsWith('-') ? args[1..] : args;

    private static async Task<int> MigrateAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var run = await app.Services.GetRequiredService<Migrator>().MigrateAsync(now, cancellation);
        Console.WriteLine(run.Count == 0 ? "The schema is up to date." : $"Applied {string.Join(", ", run)}.");
        return 0;
    }

    private static Task<int> HelpAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        Console.WriteLine("serve (the default)");
        foreach (var subcommand in All) Console.WriteLine($"{subcommand.Name} {subcommand.Usage}".TrimEnd());
        return Task.FromResult(0);
    }

    private static async Task<int> UnknownAsync(WebApplication app, string[] words, CancellationToken cancellation)
    {
        Console.Error.WriteLine("There is no such subcommand.");
        await HelpAsync(app, words, cancellation);
        return 2;
    }
}
