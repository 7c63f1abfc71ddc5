using AnnotationHub.Domain.Datasets.Import;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>A landmark file of an upload, as read.</summary>
internal sealed record NamedLandmarkFile(string Name, LandmarkFileFormat Format, LandmarkFile File)
{
    /// <summary>
    /// Of its format, but broken off: which photographs the rest would have spoken of, nobody knows. A file that is no
    /// landmark file at all speaks of none.
    /// </summary>
    public bool IsCutShort => !File.IsReadToEnd && File.Problems.All(p => p.Code != LandmarkFileProblemCode.NotThisFormat);
}

/// <summary>What the landmark files say of one photograph; a refusal where they say it unclearly.</summary>
internal sealed record LandmarkMatch(ImportedImage? Image, IReadOnlyList<LandmarkFileProblem> Problems, ReportText? Refusal)
{
    public static LandmarkMatch None { get; } = new(null, [], null);
}

/// <summary>
/// All landmark files of one upload together: finds for each photograph what they say of it, in whatever order the files came.
/// </summary>
internal sealed class LandmarkCatalog
{
    private readonly List<NamedLandmarkFile> files;
    private readonly Dictionary<ImportedImage, List<string>> askedBy = new(ReferenceEqualityComparer.Instance);

    /// <param name="photographs">The names of all photographs of the upload.</param>
    public LandmarkCatalog(IReadOnlyList<NamedLandmarkFile> landmarkFiles, IReadOnlyCollection<string> photographs)
    {
        files = [.. landmarkFiles.Where(f => f.Format != LandmarkFileFormat.IbugPts)];
        if (MergedPts(landmarkFiles, photographs) is { } merged) files.Add(merged);
        foreach (var photograph in photographs)
        {
            foreach (var image in Images(photograph))
            {
                if (!askedBy.TryGetValue(image, out var names)) askedBy.Add(image, names = []);
                names.Add(photograph);
            }
        }
    }

    public LandmarkMatch For(string photograph)
    {
        var found = files.Select(f => (File: f, Image: f.File.Find(photograph))).Where(f => f.Image is not null).ToList();
        var cutShort = files.Find(f => f.IsCutShort);
        if (cutShort is not null && !found.Exists(f => !f.File.IsCutShort)) return Refused(new("Landmarks.CutShort", cutShort.Name));
        if (found.Count == 0) return LandmarkMatch.None;
        if (found.Count > 1) return Refused(new("Landmarks.TwoFiles", found[0].File.Name, found[1].File.Name));
        var (file, image) = found[0];
        if (!IsMeant(photograph, image!)) return Refused(new("Landmarks.Ambiguous", image!.FileName));
        return new(image, [.. file.File.Problems.Where(p => p.Image == image!.FileName)], null);
    }

    /// <summary>Whether some photograph asked for what the file says under this name; of a .pts it is not counted.</summary>
    public bool Knows(NamedLandmarkFile file, ImportedImage image) => file.Format == LandmarkFileFormat.IbugPts || askedBy.ContainsKey(image);

    private IEnumerable<ImportedImage> Images(string photograph) => files.Select(f => f.File.Find(photograph)).OfType<ImportedImage>();

    // a/x.jpg and b/x.jpg in the upload, x.jpg in the file: whose face would it be?
    private bool IsMeant(string photograph, ImportedImage image)
    {
        var names = askedBy[image];
        var exact = names.Count(n => IsExact(n, image));
        return exact == 0 ? names.Count == 1 : exact == 1 && IsExact(photograph, image);
    }

    private static bool IsExact(string photograph, ImportedImage image) =>
        string.Equals(photograph, image.FileName, StringComparison.OrdinalIgnoreCase)
        || string.Equals(Path.ChangeExtension(photograph, null), image.FileName, StringComparison.OrdinalIgnoreCase);

    // One face a file: together they are one file with all photographs.
    private static NamedLandmarkFile? MergedPts(IReadOnlyList<NamedLandmarkFile> landmarkFiles, IReadOnlyCollection<string> photographs)
    {
        var pts = landmarkFiles.Where(f => f.Format == LandmarkFileFormat.IbugPts).ToList();
        if (pts.Count == 0) return null;
        var bare = photographs.Select(p => Path.ChangeExtension(p, null)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var images = pts.GroupBy(f => PtsReader.PhotographOf(f.Name, bare), StringComparer.OrdinalIgnoreCase)
            .Select(g => new ImportedImage(g.Key, null, null, [.. g.SelectMany(f => f.File.Images).SelectMany(i => i.Faces)]));
        var problems = pts.SelectMany(f => f.File.Problems.Select(p => p with { Image = PtsReader.PhotographOf(f.Name, bare), Effect = Milder(p.Effect) })).ToList();
        return new(pts[0].Name, LandmarkFileFormat.IbugPts, new LandmarkFile([.. images], [.. problems], problems.Count));
    }

    // A broken .pts costs its own face, not the others'.
    private static ProblemEffect Milder(ProblemEffect effect) => effect == ProblemEffect.FileCutShort ? ProblemEffect.FaceDropped : effect;

    private static LandmarkMatch Refused(ReportText reason) => new(null, [], reason);
}
