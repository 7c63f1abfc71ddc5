using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using AnnotationHub.Benchmarks.Measuring;

namespace AnnotationHub.Benchmarks.Placements;

/// <summary>One annotator on one connection: one face after the other, the next batch when the last is acknowledged.</summary>
internal sealed class PlacingLine(HubLine line, int annotator, int faces) : IAsyncDisposable
{
    private readonly List<long> ticks = [];
    private byte[] call = [];
    private int face = -1;
    private long sequence = PlacementPlan.PlacementsPerFace;

    /// <summary>The times of the calls since the last time that they were taken.</summary>
    public IReadOnlyList<long> TakeTicks()
    {
        long[] taken = [.. ticks];
        ticks.Clear();
        return taken;
    }

    /// <summary>As fast as the acknowledgements come; answers the calls that were acknowledged in time.</summary>
    public async Task<long> RunAsync(PlacementPlan plan, long untilTicks)
    {
        Begin(plan);
        var calls = 0L;
        while (Stopwatch.GetTimestamp() < untilTicks)
        {
            await PlaceAsync(plan);
            if (Stopwatch.GetTimestamp() <= untilTicks) calls++;
        }

        return calls;
    }

    /// <summary>At a steady pace, beginning at a moment of its own so that not all send at once.</summary>
    public async Task<long> RunAsync(PlacementPlan plan, TimeSpan interval, TimeSpan first, long untilTicks)
    {
        Begin(plan);
        var calls = 0L;
        var due = Stopwatch.GetTimestamp() + (long)(first.TotalSeconds * Stopwatch.Frequency);
        for (; due < untilTicks; due += (long)(interval.TotalSeconds * Stopwatch.Frequency))
        {
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            await PlaceAsync(plan);
            calls++;
        }

        return calls;
    }

    public ValueTask DisposeAsync() => line.DisposeAsync();

    // Another size of batch begins with another face.
    private void Begin(PlacementPlan plan)
    {
        sequence = PlacementPlan.PlacementsPerFace;
        if (call.Length < plan.LongestCall) call = new byte[plan.LongestCall];
    }

    private async ValueTask PlaceAsync(PlacementPlan plan)
    {
        if (sequence == PlacementPlan.PlacementsPerFace)
        {
            (face, sequence) = (face + 1, 0);
            if (face == faces) throw new InvalidOperationException($"An annotator has labelled all of {faces} faces: measure shorter, or with more faces.");
        }

        var length = plan.Write(call, PlacementWorld.Assignment(face, annotator), sequence + 1);
        var began = Stopwatch.GetTimestamp();
        await line.SendAsync(call.AsMemory(0, length));
        var answer = await line.CompletionAsync();
        ticks.Add(Stopwatch.GetTimestamp() - began);
        sequence += plan.Batch;
        if (Durable(answer.Span) != sequence) throw new InvalidOperationException($"Sequence {sequence} was sent, and the hub answered {Encoding.UTF8.GetString(answer.Span)}.");
    }

    private static long Durable(ReadOnlySpan<byte> answer)
    {
        var name = "\"durableSequence\":"u8;
        var at = answer.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(answer[(at + name.Length)..], out long durable, out _) ? durable : -1;
    }
}
