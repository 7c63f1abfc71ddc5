using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Supervision;

/// <summary>What is known of an annotator's hand, by scheme.</summary>
public sealed class SkillStore(Database database)
{
    private const string IsAnnotatorSql = "SELECT COUNT(*) FROM user_role WHERE user_id = @annotator AND role_name = 'annotator'";

    private const string SkillSql =
        "SELECT scheme_key, faces, gold_faces, gold_passed, packed_statistics, updated_at FROM annotator_skill WHERE annotator_id = @annotator ORDER BY scheme_key";

    private const string ErrorsSql = """
        SELECT a.error_percent
        FROM annotation a
        JOIN project p ON p.id = a.project_id
        WHERE a.annotator_id = @annotator AND p.scheme_key = @schemeKey AND a.error_percent IS NOT NULL
        ORDER BY a.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>Null where there is no such annotator.</summary>
    public Task<SkillBody?> FindAsync(Guid annotator, CancellationToken cancellation = default) => database.ReadAsync<SkillBody?>(
        async session =>
        {
            if (await session.ScalarAsync<long>(IsAnnotatorSql, new { annotator }) == 0) return null;
            var schemes = new List<SchemeSkillBody>();
            foreach (var row in await session.QueryAsync<SkillRow>(SkillSql, new { annotator }))
            {
                var errors = await session.QueryAsync<double>(ErrorsSql, new { annotator, schemeKey = row.SchemeKey, limit = 200 });
                schemes.Add(row.With(errors));
            }

            return new SkillBody(annotator, schemes);
        },
        cancellation);

    private sealed class SkillRow
    {
        public string SchemeKey { get; init; } = "";

        public int Faces { get; init; }

        public int GoldFaces { get; init; }

        public int GoldPassed { get; init; }

        public byte[] PackedStatistics { get; init; } = [];

        public DateTimeOffset UpdatedAt { get; init; }

        public SchemeSkillBody With(IReadOnlyList<double> errors)
        {
            var skill = AnnotatorSkill.Unpack(PackedStatistics);
            var parameters = AnnotatorParameters.From(skill);
            return new SchemeSkillBody(
                SchemeKey, Faces, Round(parameters.Sigma), Round(parameters.GrossShare, 4), Round(parameters.Slope), GoldFaces, GoldPassed,
                errors.Count == 0 ? null : Round(errors.Average()), ErrorTrend.Of(errors), [.. Kinds(skill, parameters)], UpdatedAt);
        }

        private static IEnumerable<KindSkillBody> Kinds(AnnotatorSkill skill, AnnotatorParameters parameters) =>
            from kind in Enum.GetValues<LandmarkKind>()
            let sums = skill.Sums[(int)kind]
            where sums.TangentFreedom + sums.NormalFreedom > 0
            let error = parameters.Kinds[(int)kind]
            select new KindSkillBody(
                LandmarkKindWire.Name(kind),
                Round(error.TangentSigma * ErrorPriors.TangentFactor(kind)),
                Round(error.NormalSigma * ErrorPriors.NormalFactor(kind)),
                Round(error.Bias.X),
                Round(error.Bias.Y));

        private static double Round(double value, int places = 2) => Math.Round(value, places);
    }
}

/// <summary>Answer of <c>GET /api/v1/annotators/{id}/skill</c>. Figures in per cent of the normalising distance unless said otherwise.</summary>
public sealed record SkillBody(Guid AnnotatorId, IReadOnlyList<SchemeSkillBody> Schemes);

/// <param name="NoisePercent">Standard deviation of a placement, all kinds together, before the landmark's own factor.</param>
/// <param name="GrossShare">Share of landmarks that are gross errors, 0 to 1.</param>
/// <param name="ShapeSlope">1 for who follows the face, 0 for who places a mean face everywhere.</param>
/// <param name="AgreementPercent">Mean distance from the settled faces, the newest 200; null before the first.</param>
/// <param name="Drift">Null with too few faces.</param>
public sealed record SchemeSkillBody(
    string Scheme, int Faces, double NoisePercent, double GrossShare, double ShapeSlope, int GoldFaces, int GoldPassed,
    double? AgreementPercent, ErrorTrend? Drift, IReadOnlyList<KindSkillBody> Kinds, DateTimeOffset UpdatedAt);

/// <param name="AlongPercent">Standard deviation along the curve.</param>
/// <param name="AcrossPercent">Standard deviation across it.</param>
/// <param name="BiasX">In the face's frame, towards its left on the image's right.</param>
/// <param name="BiasY">In the face's frame, towards the chin.</param>
public sealed record KindSkillBody(string Kind, double AlongPercent, double AcrossPercent, double BiasX, double BiasY);
