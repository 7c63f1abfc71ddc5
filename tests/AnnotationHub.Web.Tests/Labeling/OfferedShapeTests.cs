using System.Text.Json;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Starting shapes: whole ones, and none that tells which face is known.</summary>
public sealed class OfferedShapeTests
{
    [Fact]
    public async Task KnownFace_AmongFacesWithShapes_HasOneToo_AndAmongOthersNone()
    {
        await using var host = await new LabelingHost(("Gold:AdmissionShare", "1")).StartAsync(faces: 3);
        var truth = LabelingHost.Shape().Select(p => PlacedLandmark.At(p.X, p.Y)).ToArray();
        await host.AddFacesAsync(1, 1, truth);
        await using var mei = await host.ConnectAsync("mei");
        var without = await mei.ClaimOneAsync();
        Assert.Equal(JsonValueKind.Null, without.Json.GetProperty("startingShape").ValueKind);

        await host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE task SET starting_shape = @shape WHERE is_gold = 0", new { shape = PackedLandmarks.Pack(truth) }));
        var offers = await mei.ResumeAsync();
        var known = Shape(Assert.Single(offers));
        Assert.Equal(known, Shape(Assert.Single(await mei.ResumeAsync())));
        var more = await mei.ClaimAsync(3);
        Assert.NotEmpty(more);
        var ordinary = more.SelectMany(Shape).ToList();
        // Off as a guess is, and no decimal different from what a client sends.
        var off = known.Zip(truth, (p, t) => p.DistanceTo(t.Point)).Average();
        Assert.InRange(off, 1, 20);
        Assert.All(known.Concat(ordinary), p => Assert.Equal((0.5, 0.5), (p.X - Math.Floor(p.X), p.Y - Math.Floor(p.Y))));
    }

    [Fact]
    public async Task Shape_WithLandmarksLeftOut_IsCompletedAndNeverAtThePhotographsCorner()
    {
        await using var host = await new LabelingHost().StartAsync(faces: 1);
        var truth = LabelingHost.Shape();
        var shape = truth.Select((p, l) => l is 3 or 40 or 60 ? PlacedLandmark.At(0, 0, Visibility.Outside) : PlacedLandmark.At(p.X, p.Y)).ToArray();
        await SetAsync(shape);
        await using var mei = await host.ConnectAsync("mei");
        var offered = Shape(await mei.ClaimOneAsync());
        Assert.All(Enumerable.Range(0, 68), l => Assert.InRange(offered[l].DistanceTo(truth[l]), 0, 12));
        // Two points say nothing of a face.
        await SetAsync([.. shape.Select((p, l) => l < 2 ? p : PlacedLandmark.At(0, 0, Visibility.Outside))]);
        Assert.Equal(JsonValueKind.Null, Assert.Single(await mei.ResumeAsync()).Json.GetProperty("startingShape").ValueKind);

        Task SetAsync(PlacedLandmark[] to) => host.Database.WriteAsync(s => s.ExecuteAsync("UPDATE task SET starting_shape = @shape", new { shape = PackedLandmarks.Pack(to) }));
    }

    private static IReadOnlyList<ImagePoint> Shape(LabelingOffer offer) =>
        [.. offer.Json.GetProperty("startingShape").EnumerateArray().Select(p => new ImagePoint(p.GetProperty("x").GetDouble(), p.GetProperty("y").GetDouble()))];
}
