using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;

namespace AnnotationHub.Web.Landmarks;

/// <summary>How faces of a scheme differ from their mean shape, for the expected places of landmarks that are not placed yet.</summary>
/// <param name="Faces">How many accepted faces of a project it was learned from; 0 for the model that ships with the scheme.</param>
/// <param name="Mean">Of a model that a project has learned, in normalising distances; null where it is the scheme's own.</param>
/// <param name="Unit">What a mode's numbers are counted in, in normalising distances.</param>
/// <param name="Noise">Standard deviation of what the modes leave out, per coordinate, in normalising distances.</param>
/// <param name="Modes">Each x0, y0, x1, y1, … of one standard deviation, strongest first, in whole units: a third of the bytes of decimals.</param>
public sealed record ShapeModelResponse(
    string Scheme, int Faces, IReadOnlyList<IReadOnlyList<double>>? Mean, double Unit, double Noise, IReadOnlyList<IReadOnlyList<int>> Modes)
{
    private const int UnitsPerDistance = 1_000;
    private const int MeanDecimals = 4;

    /// <summary>The model that ships with the scheme.</summary>
    internal static ShapeModelResponse Of(string scheme, ShapeModel model) => new(scheme, 0, null, 1.0 / UnitsPerDistance, model.Noise, Whole(model));

    /// <summary>What a project has learned.</summary>
    internal static ShapeModelResponse Of(LandmarkScheme scheme, ShapeModel model, int faces) => new(
        scheme.Key, faces, [.. model.Mean.Select(p => new[] { Math.Round(p.X, MeanDecimals), Math.Round(p.Y, MeanDecimals) })],
        1.0 / UnitsPerDistance, Math.Round(model.Noise, MeanDecimals + 1), Whole(model));

    private static IReadOnlyList<IReadOnlyList<int>> Whole(ShapeModel model) =>
        [.. model.Modes.Select(m => m.Select(v => (int)Math.Round(v * UnitsPerDistance)).ToArray())];
}
