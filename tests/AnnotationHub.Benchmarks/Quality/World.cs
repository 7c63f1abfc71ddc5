using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;

namespace AnnotationHub.Benchmarks.Quality;

/// <summary>One label as it came in, and what really happened to it.</summary>
/// <param name="Points">Pixels, the sides exchanged where they were; null where the landmark was left out.</param>
/// <param name="Swapped">Landmarks whose sides were exchanged, by index.</param>
/// <param name="Gross">Landmarks that are gross errors, by index (after putting the sides right).</param>
internal sealed record SimulatedLabel(int Annotator, ImagePoint?[] Points, bool[] Swapped, bool[] Gross);

/// <summary>The simulated world: faces, annotators, and every label, all from one seed.</summary>
internal sealed class World
{
    private readonly WorldSettings settings;
    private readonly LabelMaker maker;
    private readonly Dice dice;
    private readonly double activity;

    public World(WorldSettings settings)
    {
        this.settings = settings;
        Scheme = ShippedSchemes.Find("wflw-98")!;
        dice = new Dice(settings.Seed * 7919);
        var (sloppy, random, mean) = (settings.Sloppy, settings.RandomShapeSpammers, settings.MeanShapeSpammers);
        Annotators = [.. Enumerable.Range(0, settings.Annotators).Select(w => new SimulatedAnnotator(settings, dice, Sort(w, sloppy, random, mean)))];
        activity = Annotators.Sum(a => a.Activity);
        maker = new LabelMaker(Scheme, settings, dice);
        Faces = [.. Enumerable.Range(0, settings.Faces).Select(_ => SimulatedFace.Of(Scheme, settings, dice))];
        Labels = [.. Faces.Select(f => maker.Of(f, Chosen(settings.Labels), Annotators))];
    }

    public LandmarkScheme Scheme { get; }

    public SimulatedAnnotator[] Annotators { get; }

    public SimulatedFace[] Faces { get; }

    /// <summary>By face, then in the order in which they came in.</summary>
    public SimulatedLabel[][] Labels { get; }

    /// <summary>What errors are divided by, in pixels.</summary>
    public double DistancePx(int face) => FaceNormalizer.Distance(Scheme, l => Faces[face].Truth[l], new FaceBox(0, 0, 100, 100));

    private static AnnotatorSort Sort(int w, int sloppy, int random, int mean) =>
        w < sloppy ? AnnotatorSort.Sloppy
        : w < sloppy + random ? AnnotatorSort.RandomShape
        : w < sloppy + random + mean ? AnnotatorSort.MeanShape
        : AnnotatorSort.Honest;

    // Different annotators, the active ones more often.
    private int[] Chosen(int count)
    {
        var chosen = new List<int>();
        while (chosen.Count < Math.Min(count, Annotators.Length))
        {
            var at = dice.Uniform() * activity;
            var w = 0;
            while (w < Annotators.Length - 1 && (at -= Annotators[w].Activity) > 0) w++;
            if (!chosen.Contains(w)) chosen.Add(w);
        }

        return [.. chosen];
    }
}
