using System.Collections.Immutable;
using AnnotationHub.Domain.Datasets.Import;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>A face that a photograph is to bring in.</summary>
public sealed record PlannedFace(FaceBox Box, PlacedLandmark[]? Truth = null, PlacedLandmark[]? StartingShape = null);

/// <summary>
/// Which faces a photograph brings in, from what a landmark file says of it; or why it brings none. A photograph is taken as a whole or
/// not at all: one face too few would never be missed, and sent again the photograph would be a duplicate.
/// </summary>
/// <param name="Faces">Empty where there is a refusal.</param>
public sealed record FacePlan(ImmutableArray<PlannedFace> Faces, ReportText? Refusal)
{
    // A head cut by the photograph's edge has landmarks beyond it; a landmark farther out is another photograph's.
    private const double BeyondEdgeShare = 0.5;

    /// <param name="said">Null, or without faces: the photograph is one face as a whole.</param>
    /// <param name="problems">What was wrong with the file where it speaks of this photograph.</param>
    public static FacePlan For(NormalisedPhotograph photograph, ImportedImage? said, IReadOnlyList<LandmarkFileProblem> problems, LandmarkUse use)
    {
        if (problems.FirstOrDefault(p => p.Effect != ProblemEffect.LandmarksDropped || use != LandmarkUse.Boxes) is { } problem)
            return Refused(LandmarkProblemText.Of(problem));
        if (said is null || said.Faces.IsEmpty)
        {
            if (use == LandmarkUse.Gold) return Refused(new("Landmarks.NoneForGold"));
            return new([new PlannedFace(new FaceBox(0, 0, photograph.Width, photograph.Height))], null);
        }

        if (!TryMakeUpright(photograph, said, out var upright))
            return Refused(new("LandmarkProblem.PhotographSizeDiffers", LineOf(said), "", $"{said.WidthPx} × {said.HeightPx}", SizeOf(photograph)));
        var faces = ImmutableArray.CreateBuilder<PlannedFace>(upright.Length);
        foreach (var face in upright)
        {
            var (planned, refusal) = Plan(photograph, said.FileName, face, use);
            if (planned is null) return Refused(refusal!);
            faces.Add(planned);
        }

        return new(faces.ToImmutable(), null);
    }

    private static (PlannedFace? Face, ReportText? Refusal) Plan(NormalisedPhotograph photograph, string fileName, ImportedFace face, LandmarkUse use)
    {
        var (fitting, problem) = PhotographFit.Check(face, fileName, photograph.Width, photograph.Height);
        if (fitting is null) return (null, LandmarkProblemText.Of(problem!));
        if (use == LandmarkUse.Boxes)
            return problem is not null && IsAnotherPhotographs(photograph, face) ? (null, LandmarkProblemText.Of(problem)) : (new(fitting.Box), null);
        if (problem is not null) return (null, LandmarkProblemText.Of(problem));
        var landmarks = fitting.Landmarks?.ToArray();
        if (use == LandmarkUse.Prelabel) return (new(fitting.Box, StartingShape: landmarks), null);
        return landmarks is null ? (null, new("Landmarks.NoneForGold")) : (new(fitting.Box, Truth: landmarks), null);
    }

    private static bool IsAnotherPhotographs(NormalisedPhotograph photograph, ImportedFace face)
    {
        var beyond = BeyondEdgeShare * Math.Max(face.Box.Width, face.Box.Height);
        return face.Landmarks!.Value.Any(l => l.HasPosition
            && !(l.Point.X >= -beyond && l.Point.Y >= -beyond && l.Point.X <= photograph.Width + beyond && l.Point.Y <= photograph.Height + beyond));
    }

    // A file that states the size before turning was written by a program that ignores the orientation.
    private static bool TryMakeUpright(NormalisedPhotograph photograph, ImportedImage said, out ImmutableArray<ImportedFace> faces)
    {
        faces = said.Faces;
        var problem = PhotographFit.CheckSize(said, photograph.Width, photograph.Height, photograph.RawWidth, photograph.RawHeight);
        if (problem is null) return true;
        if ((said.WidthPx, said.HeightPx) != (photograph.RawWidth, photograph.RawHeight)) return false;
        var map = new UprightMap(photograph.Orientation, photograph.RawWidth, photograph.RawHeight);
        faces = [.. said.Faces.Select(f => f with { Box = map.Apply(f.Box), Landmarks = f.Landmarks?.Select(l => Turned(map, l)).ToImmutableArray() })];
        return true;
    }

    private static PlacedLandmark Turned(UprightMap map, PlacedLandmark landmark) =>
        landmark.HasPosition ? landmark with { Point = map.Apply(landmark.Point) } : landmark;

    private static FacePlan Refused(ReportText reason) => new([], reason);

    private static int LineOf(ImportedImage said) => said.Faces.IsEmpty ? 1 : said.Faces[0].Line;

    private static string SizeOf(NormalisedPhotograph photograph) => $"{photograph.Width} × {photograph.Height}";
}
