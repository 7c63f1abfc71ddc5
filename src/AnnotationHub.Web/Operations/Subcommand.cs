namespace AnnotationHub.Web.Operations;

/// <summary>One of the operators' subcommands: <c>AnnotationHub.Web NAME …</c>.</summary>
/// <param name="Name">The first word on the command line.</param>
/// <param name="Usage">What follows it, for the help text.</param>
/// <param name="RunAsync">Takes the built host (not started) and the words after the name; answers the exit status.</param>
/// <param name="TakesOptions">Whether words that begin with <c>--</c> are its own; else what follows the first of them is the program's configuration.</param>
public sealed record Subcommand(string Name, string Usage, Func<WebApplication, string[], CancellationToken, Task<int>> RunAsync, bool TakesOptions = false);
