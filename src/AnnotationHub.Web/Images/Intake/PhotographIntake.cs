namespace AnnotationHub.Web.Images.Intake;

/// <summary>Opens uploads: the one door for photographs, whether they come by HTTP, from a folder of the operator's, or for the demonstration.</summary>
public sealed class PhotographIntake(PhotographStore photographs, PhotographPreparation preparation, SpoolFolder spool, TimeProvider clock, ILogger<PhotographIntake> log)
{
    internal PhotographStore Photographs => photographs;

    internal PhotographPreparation Preparation => preparation;

    internal string SpoolFolder => spool.Path;

    internal DateTimeOffset Now => clock.GetUtcNow();

    internal void LogNotStored(string name, Exception failure) => log.LogError(failure, "The photograph {Name} could not be stored.", name);

    internal void LogNotSpooled(Exception failure) => log.LogError(failure, "An upload could not be written to the spool folder.");

    /// <summary>Dispose of the session in any case; what it has not completed leaves no row.</summary>
    public UploadSession Open(IntakeProject project, LandmarkUse use, CancellationToken cancellation) => new(project, use, this, cancellation);
}

/// <summary>Where files from outside lie while they are looked at.</summary>
public sealed record SpoolFolder(string Path);
