namespace AnnotationHub.Benchmarks.Quality;

/// <summary>Worlds that are harder, and worlds that the estimator's assumptions do not fit. Reported, not tuned for.</summary>
internal static class StressWorlds
{
    private static readonly (string Name, int Labels, Func<WorldSettings, WorldSettings> Change)[] All =
    [
        ("two labels", 2, w => w),
        ("five labels", 5, w => w),
        ("no bias", 3, w => w with { BiasSigma = 0 }),
        ("biases twice as large", 3, w => w with { BiasSigma = 2 }),
        ("10 % spam and 15 % sloppy", 3, w => w with { RandomShapeSpammers = 3, MeanShapeSpammers = 3, Sloppy = 9 }),
        ("10 % mean-shape spam", 3, w => w with { RandomShapeSpammers = 0, MeanShapeSpammers = 6 }),
        ("groups shifted together", 3, w => w with { SharedShift = 0.8 }),
        ("all honest", 3, w => w with { RandomShapeSpammers = 0, MeanShapeSpammers = 0, Sloppy = 0 }),
        ("only 150 faces", 3, w => w with { Faces = Math.Min(w.Faces, 150) }),
        ("tails of t with 3 degrees", 3, w => w with { TailFreedom = 3 }),
        ("Cauchy tails (beyond the model)", 3, w => w with { TailFreedom = 1 }),
        ("shared blunders on 10 % of groups (beyond the model)", 3, w => w with { SharedBlunders = 0.1 }),
        ("30 % near profile (beyond the model)", 3, w => w with { Profiles = 0.3 }),
        ("30 % with a hidden group (beyond the model)", 3, w => w with { Occlusions = 0.3 }),
        ("learning and fatigue (beyond the model)", 3, w => w with { LearnAndTire = true }),
    ];

    public static IEnumerable<string> Run(int[] seeds, int faces)
    {
        foreach (var (name, labels, change) in All)
        {
            var rows = seeds.Select(seed => Comparison.Of(new World(change(new WorldSettings { Seed = seed, Faces = faces })), labels, withBaselines: false)).ToArray();
            double Mean(string method) => rows.Average(r => r.Ratio(method));
            yield return FormattableString.Invariant(
                $"world \"{name}\": batch {rows.Average(r => r.BatchRatio):0.000}, online {rows.Average(r => r.OnlineRatio):0.000}, median after step 0 {Mean("coordinate median, after step 0"):0.000}, medoid {Mean("medoid skeleton (CVAT), after step 0"):0.000}");
        }
    }
}
