using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;

namespace AnnotationHub.Domain.Tests.Quality.Estimation;

/// <summary>A small stream of labelled faces: annotators of known noise and bias, a few gross errors, some faces with known truth.</summary>
internal sealed class LabelledFaces : ILabelSource
{
    private readonly int[] order;
    private readonly Func<int, int> rename;
    private readonly List<(int[] By, PlacedLandmark[][] Labels, PlacedLandmark[] Truth, bool IsGold)> faces = [];
    private int next;

    public LabelledFaces(int count, double[] sigmas, int labels = 3, int seed = 1, ImagePoint shared = default, double goldShare = 0, int[]? order = null, Func<int, int>? rename = null)
    {
        this.order = order ?? [.. Enumerable.Range(0, count)];
        this.rename = rename ?? (w => w);
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var truth = SimulatedFace.Truth(Scheme, (seed * 10_007) + i, turnRadians: (random.NextDouble() - 0.5) * 0.6);
            int[] by = [.. Enumerable.Range(0, sigmas.Length).OrderBy(_ => random.Next()).Take(labels)];
            faces.Add((by, [.. by.Select(w => Label(truth, random.Next(), sigmas[w], Bias(w) + shared))], truth, random.NextDouble() < goldShare));
        }
    }

    public static LandmarkScheme Scheme => SimulatedFace.Scheme;

    /// <summary>The bias of an annotator, in pixels of faces with 100 px between the eyes; sums to nothing over six.</summary>
    public static ImagePoint Bias(int w) => new(Math.Cos(w * Math.PI / 3), Math.Sin(w * Math.PI / 3));

    public PlacedLandmark[] Truth(int face) => faces[order[face]].Truth;

    public void Rewind() => next = 0;

    public bool Next(FaceLabels face)
    {
        if (next == order.Length) return false;
        var (by, labels, truth, isGold) = faces[order[next++]];
        face.Clear();
        for (var k = 0; k < by.Length; k++) face.Add(rename(by[k]), labels[k]);
        if (isGold) face.SetTruth(truth);
        return true;
    }

    private static PlacedLandmark[] Label(PlacedLandmark[] truth, int seed, double sigmaPx, ImagePoint bias)
    {
        var label = SimulatedFace.Label(truth, seed, sigmaPx, bias);
        var random = new Random(seed);
        var l = random.Next(label.Length);
        label[l] = label[l] with { Point = label[l].Point + new ImagePoint(25, -30) };
        return label;
    }
}
