using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Quality.Skill;

/// <summary>What is believed of everybody who labels with a scheme; written by the re-estimation. Takes part in the caller's unit.</summary>
internal static class Populations
{
    private const string FindSql = "SELECT packed_model FROM scheme_population WHERE scheme_key = @schemeKey AND packed_model IS NOT NULL";

    /// <summary>The prior before the first re-estimation.</summary>
    public static async Task<PopulationModel> FindAsync(DbSession session, LandmarkScheme scheme) =>
        await session.FirstOrDefaultAsync<byte[]>(FindSql, new { schemeKey = scheme.Key }) is { } packed
            ? PopulationModel.Unpack(scheme, packed)
            : PopulationModel.Prior(scheme);
}
