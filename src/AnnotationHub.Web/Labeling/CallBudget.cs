using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Labeling;

/// <summary>How many calls an annotator has left: a bucket that fills by the second, up to its depth.</summary>
internal sealed class CallBudget(double perSecond, double depth)
{
    private readonly Lock gate = new();
    private readonly double full = depth;
    private double left = depth;
    private long filledAt = Environment.TickCount64;

    /// <summary>False where none is left.</summary>
    public bool TryTake()
    {
        lock (gate)
        {
            // Monotonic and coarse: a bucket is no clock.
            var now = Environment.TickCount64;
            left = Math.Min(full, left + ((now - filledAt) * perSecond / 1000));
            filledAt = now;
            if (left < 1) return false;
            left--;
            return true;
        }
    }
}

/// <summary>The budgets of one annotator: placements apart from the rest, so that neither starves the other.</summary>
internal sealed record AnnotatorBudgets(CallBudget Places, CallBudget Calls);

/// <summary>By annotator and not by address: thirty people in one training room share one address.</summary>
internal sealed class CallBudgets(IOptions<LabelingOptions> options)
{
    private const int BurstSeconds = 10;
    private readonly ConcurrentDictionary<Guid, AnnotatorBudgets> budgets = new();

    public AnnotatorBudgets Of(Guid annotatorId) => budgets.GetOrAdd(annotatorId, _ => new AnnotatorBudgets(
        Budget(options.Value.PlacesPerSecond), Budget(options.Value.CallsPerSecond)));

    private static CallBudget Budget(int perSecond) => new(perSecond, perSecond * BurstSeconds);
}
