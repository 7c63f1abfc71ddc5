using System.Collections.Immutable;
using System.Globalization;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Domain.Datasets.Import;

/// <summary>Collects what the readers find, in the order of the file, and applies the rules that all formats share.</summary>
internal sealed class LandmarkFileBuilder(LandmarkScheme scheme, LandmarkFileLimits limits)
{
    /// <summary>Each side of a guessed box, as a share of the landmarks' larger extent.</summary>
    private const double GuessedMargin = 0.1;
    private const int MaxFoundLength = 60;

    private readonly Dictionary<string, Photograph> photographs = new(StringComparer.Ordinal);
    private readonly List<Photograph> order = [];
    private readonly List<LandmarkFileProblem> problems = [];
    private int problemCount;
    private int facesBegun;

    public LandmarkScheme Scheme => scheme;

    public LandmarkFileLimits Limits => limits;

    public static string NormalizePath(string path)
    {
        var normal = path.Replace('\\', '/').Trim();
        return normal.StartsWith("./", StringComparison.Ordinal) ? normal[2..] : normal;
    }

    public void Report(LandmarkFileProblem problem)
    {
        if (problemCount++ >= limits.MaxProblems) return;
        problems.Add(problem.Found is { Length: > MaxFoundLength } found ? problem with { Found = found[..MaxFoundLength] + "…" } : problem);
    }

    public void AddImage(string fileName, int? widthPx = null, int? heightPx = null)
    {
        var image = Of(fileName);
        image.WidthPx ??= widthPx;
        image.HeightPx ??= heightPx;
    }

    /// <summary>Counts the face that begins here; false, and reported, where it is one too many.</summary>
    public bool HasRoom(int line, string element)
    {
        if (facesBegun++ < limits.MaxFaces) return true;
        Report(new(LandmarkFileProblemCode.TooManyFaces, ProblemEffect.FileCutShort, line, element, Expected: Number(limits.MaxFaces)));
        return false;
    }

    /// <param name="fileName">The face's photograph.</param>
    /// <param name="box">Null where the file gives none.</param>
    /// <param name="landmarks">In the file's order; empty where the face has none. Good for the guess of a box in any case.</param>
    /// <param name="isInSchemeOrder">They are the scheme's landmarks, one by one; else their wrong number is reported and they are left out.</param>
    /// <param name="line">Where the face begins.</param>
    /// <param name="element">How a problem names the face.</param>
    public void AddFace(string fileName, FaceBox? box, IReadOnlyList<PlacedLandmark> landmarks, bool isInSchemeOrder, int line, string element)
    {
        var image = Of(fileName);
        if (box is { } given && !(given.Width > 0 && given.Height > 0))
        {
            Report(new(LandmarkFileProblemCode.EmptyBox, ProblemEffect.FaceDropped, line, element, image.FileName,
                $"{Number(given.Width)} × {Number(given.Height)}"));
            return;
        }

        if ((box ?? Around(landmarks)) is not { } known)
        {
            Report(new(LandmarkFileProblemCode.NoBoxNorLandmarks, ProblemEffect.FaceDropped, line, element, image.FileName));
            return;
        }

        ImmutableArray<PlacedLandmark>? fitting = isInSchemeOrder && landmarks.Count == scheme.Count ? [.. landmarks] : null;
        if (fitting is null && landmarks.Count > 0)
        {
            Report(new(LandmarkFileProblemCode.WrongLandmarkCount, ProblemEffect.LandmarksDropped, line, element, image.FileName,
                Number(landmarks.Count), Number(scheme.Count)));
        }

        image.Faces.Add(new ImportedFace(known, box is null, fitting, line));
    }

    public LandmarkFile Build() => new(
        [.. order.Select(p => new ImportedImage(p.FileName, p.WidthPx, p.HeightPx, [.. p.Faces]))],
        [.. problems],
        problemCount);

    public static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static FaceBox? Around(IReadOnlyList<PlacedLandmark> landmarks)
    {
        ImagePoint[] points = [.. landmarks.Where(l => l.HasPosition).Select(l => l.Point)];
        if (points.Length == 0) return null;
        var bounds = FaceShape.Bounds(points);
        // At least half a pixel, so that a single landmark has a box too.
        var margin = Math.Max(GuessedMargin * Math.Max(bounds.Width, bounds.Height), 0.5);
        return new FaceBox(bounds.X - margin, bounds.Y - margin, bounds.Width + (2 * margin), bounds.Height + (2 * margin));
    }

    private Photograph Of(string fileName)
    {
        var path = NormalizePath(fileName);
        if (photographs.TryGetValue(path, out var known)) return known;
        var made = new Photograph(path);
        photographs.Add(path, made);
        order.Add(made);
        return made;
    }

    private sealed class Photograph(string fileName)
    {
        public string FileName => fileName;

        public int? WidthPx { get; set; }

        public int? HeightPx { get; set; }

        public List<ImportedFace> Faces { get; } = [];
    }
}
