using System.Net.Http.Json;
using System.Text.Json;
using AnnotationHub.Browser.Tests.Hosting;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Browser.Tests.Supervision;

/// <summary>Two annotators who agree on a face but for a few landmarks, so that a third is asked for those alone.</summary>
internal static class Contradiction
{
    private static readonly LandmarkScheme Scheme = ShippedSchemes.Find("ibug-68")!;

    /// <summary>The lower lip's middle and what lies around it.</summary>
    public static IReadOnlyList<int> Landmarks { get; } = [56, 57, 58, 65, 66, 67];

    /// <summary>annotator1 labels the face truly, annotator2 with the contradiction, which is answered.</summary>
    public static async Task<IReadOnlyList<(double X, double Y)>> LabelAsync(BrowserHost host, HttpClient client, string project, string face, IReadOnlyList<(double X, double Y)> truth)
    {
        var eyesPx = Math.Sqrt(Math.Pow(truth[45].X - truth[36].X, 2) + Math.Pow(truth[45].Y - truth[36].Y, 2));
        IReadOnlyList<(double X, double Y)> other = [.. truth.Select((p, l) => Landmarks.Contains(l) ? (p.X + (0.14 * eyesPx), p.Y + (0.11 * eyesPx)) : p)];
        var box = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/faces/{face}")).GetProperty("faceBox");
        double Of(string name) => box.GetProperty(name).GetDouble();
        FaceLabel[] labels = [.. new[] { truth, other }.Select(shape => new FaceLabel([.. shape.Select(p => PlacedLandmark.At(p.X, p.Y))], AnnotatorParameters.Unknown))];
        var consensus = ConsensusEstimator.Estimate(Scheme, labels, new FaceBox(Of("x"), Of("y"), Of("width"), Of("height")));
        // A target that the two together just miss.
        await host.Services.GetRequiredService<Database>().WriteAsync(s => s.ExecuteAsync(
            "UPDATE project SET target_error_percent = @target WHERE id = @id", new { target = 0.9 * consensus.PredictedPercent, id = Guid.Parse(project) }));
        await new HubAnnotator("annotator1", 0).LabelAsync(host, project, new Dictionary<string, IReadOnlyList<(double X, double Y)>> { [face] = truth });
        await new HubAnnotator("annotator2", 0).LabelAsync(host, project, new Dictionary<string, IReadOnlyList<(double X, double Y)>> { [face] = other });
        return other;
    }
}
