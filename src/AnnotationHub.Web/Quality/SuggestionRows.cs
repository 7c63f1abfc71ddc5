using System.Runtime.InteropServices;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality;

/// <summary>
/// How far each landmark was put from where it was suggested. It is evidence about work that starts from a shape, never a reason to
/// refuse a submission: what a caller sends beyond reason is left out.
/// </summary>
internal static class SuggestionRows
{
    private const string UpdateSql = "UPDATE annotation_suggestion SET moved_px = @packed WHERE annotation_id = @annotationId";

    private const string InsertSql = "INSERT INTO annotation_suggestion (annotation_id, moved_px) VALUES (@annotationId, @packed)";

    /// <param name="moved">By landmark, pixels of the original; null where nothing was suggested, or for the whole where nothing was sent.</param>
    /// <param name="landmarkCount">Of the scheme; another number of values is left out.</param>
    public static async Task KeepAsync(DbSession session, Guid annotationId, IReadOnlyList<double?>? moved, int landmarkCount)
    {
        if (moved is null || moved.Count != landmarkCount || moved.All(m => m is null)) return;
        var packed = MemoryMarshal.AsBytes<float>([.. moved.Select(m => m is >= 0 and <= 100_000 ? (float)m : float.NaN)]).ToArray();
        if (await session.ExecuteAsync(UpdateSql, new { annotationId, packed }) == 0) await session.ExecuteAsync(InsertSql, new { annotationId, packed });
    }

    /// <summary>By landmark; null where nothing was suggested.</summary>
    public static IReadOnlyList<double?> Unpack(byte[] packed) =>
        [.. MemoryMarshal.Cast<byte, float>(packed).ToArray().Select(m => float.IsNaN(m) ? (double?)null : Math.Round(m, 2))];
}
