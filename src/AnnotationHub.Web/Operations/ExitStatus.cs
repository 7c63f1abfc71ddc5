namespace AnnotationHub.Web.Operations;

/// <summary>What a subcommand answers to the shell.</summary>
public static class ExitStatus
{
    public const int Done = 0;

    /// <summary>It ran, and found differences or things that it rejected.</summary>
    public const int Differences = 1;

    /// <summary>The words make no sense, or name what is not there; nothing was changed.</summary>
    public const int Refused = 2;

    /// <summary>An outage: the database, the disk. What was begun is taken back or can be begun again.</summary>
    public const int Failed = 3;
}
