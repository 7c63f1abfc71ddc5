using AnnotationHub.Domain.Landmarks.Shapes;

namespace AnnotationHub.Web.Landmarks;

/// <summary>How faces of a scheme differ from its mean shape, for the expected places of landmarks that are not placed yet.</summary>
/// <param name="Unit">What a mode's numbers are counted in, in normalising distances.</param>
/// <param name="Noise">Standard deviation of what the modes leave out, per coordinate, in normalising distances.</param>
/// <param name="Modes">Each x0, y0, x1, y1, … of one standard deviation, strongest first, in whole units: a third of the bytes of decimals.</param>
public sealed record ShapeModelResponse(string Scheme, double Unit, double Noise, IReadOnlyList<IReadOnlyList<int>> Modes)
{
    private const int UnitsPerDistance = 10_000;

    internal static ShapeModelResponse Of(string scheme, ShapeModel model) => new(
        scheme, 1.0 / UnitsPerDistance, model.Noise, [.. model.Modes.Select(m => m.Select(v => (int)Math.Round(v * UnitsPerDistance)).ToArray())]);
}
