using System.Globalization;
using System.Text.Json;
using AnnotationHub.Benchmarks.Measuring;

namespace AnnotationHub.Benchmarks.Workbench;

/// <summary>What a person at the workbench waits for, gathered from all rounds under the same surroundings.</summary>
internal sealed class WorkbenchTimes
{
    public const double FaceChangeGoalMs = 100;

    public Latencies FirstVisit { get; } = new();

    public Latencies NextVisit { get; } = new();

    public Latencies FaceChange { get; } = new();

    /// <summary>From letting the button go to the frame that shows the landmark placed, all ghosts anew.</summary>
    public Latencies Click { get; } = new();

    public Latencies Key { get; } = new();

    /// <summary>From a movement of a mark under the pointer, loupe beside it, to its frame.</summary>
    public Latencies Drag { get; } = new();

    public Latencies Acknowledgement { get; } = new();

    /// <param name="watched">What <c>watch.js</c> has kept.</param>
    public void AddHands(JsonElement watched)
    {
        Click.AddMilliseconds(Numbers(watched, "pointer"));
        Key.AddMilliseconds(Numbers(watched, "key"));
        Drag.AddMilliseconds(Numbers(watched, "drag"));
    }

    public void Say(string surroundings)
    {
        Say(surroundings, "first visit to the first photograph", FirstVisit);
        Say(surroundings, "next visit to the first photograph", NextVisit);
        Say(surroundings, "change to the next face", FaceChange, FaceChangeGoalMs);
        Say(surroundings, "click to its frame", Click);
        Say(surroundings, "key to its frame", Key);
        Say(surroundings, "movement to its frame", Drag);
        Say(surroundings, "placements to their durable acknowledgement", Acknowledgement);
    }

    public static IEnumerable<double> Numbers(JsonElement watched, string name) => watched.GetProperty(name).EnumerateArray().Select(n => n.GetDouble());

    private static void Say(string surroundings, string what, Latencies times, double? goalMs = null)
    {
        var goal = goalMs is not { } most ? "" : string.Create(CultureInfo.InvariantCulture, $", goal {most:0} ms{(times.AtShare(0.95) < most ? ", met" : ", missed")}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{surroundings}: {what}: median {times.AtShare(0.5):0.0} ms, p95 {times.AtShare(0.95):0.0} ms of {times.Count}{goal}"));
    }
}
