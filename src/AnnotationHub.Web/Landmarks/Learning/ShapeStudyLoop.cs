using AnnotationHub.Web.Hosting;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Landmarks.Learning;

/// <summary>Runs the study for as long as the program runs.</summary>
internal sealed partial class ShapeStudyLoop(ShapeStudy study, TimeProvider time, IOptions<ShapeStudyOptions> options, ILogger<ShapeStudyLoop> log) : Rounds(options.Value.StudyInterval, time, log)
{
    protected override async Task RoundAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (await study.RunAsync(now, cancellation) is > 0 and var learned) Learned(Log, learned);
    }

    [LoggerMessage(LogLevel.Information, "{Projects} projects have learned how their faces differ.")]
    private static partial void Learned(ILogger log, int projects);
}
