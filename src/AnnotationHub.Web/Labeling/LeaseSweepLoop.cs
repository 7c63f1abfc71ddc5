using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Tasks;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Labeling;

/// <summary>Runs the sweep for as long as the program runs, and tells whoever is concerned.</summary>
internal sealed class LeaseSweepLoop(
    LeaseSweep sweep, LabelingNews news, TimeProvider time, IOptions<HandOutOptions> options, ILogger<LeaseSweepLoop> log) : Rounds(options.Value.SweepInterval, time, log)
{
    protected override async Task RoundAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        // After a long stop there may be thousands.
        for (var count = LeaseSweep.MaximumPerUnit; count >= LeaseSweep.MaximumPerUnit;) count = await SweepAsync(now, cancellation);
    }

    private async Task<int> SweepAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var expired = await sweep.RunAsync(now, cancellation);
        foreach (var lease in expired) await news.AssignmentChangedAsync(lease.AnnotatorId, lease.AssignmentId, AssignmentStatus.Expired, null);
        return expired.Count;
    }
}
