using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Tasks;

/// <summary>Proves that what each label of disputed landmarks is paid follows from the whole price by the rule that was frozen with it.</summary>
public sealed class PartialPriceVerification(Database database) : IVerification
{
    private const string PricesSql =
        """
        SELECT d.assignment_id, d.landmarks, d.whole_price_e4, d.rule_name, a.price_e4, p.scheme_key
        FROM partial_assignment d
        JOIN assignment a ON a.id = d.assignment_id
        JOIN project p ON p.id = a.project_id
        ORDER BY d.assignment_id
        """;

    public string Subject => "partial prices";

    public async Task<IReadOnlyList<string>> FindDifferencesAsync(CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<Row>(PricesSql, null, cancellation);
        return [.. rows.Where(r => r.PriceE4 != r.ExpectedE4).Select(r =>
            $"assignment {r.AssignmentId:D} is paid {r.PriceE4} ten-thousandths, and by {r.RuleName} it is {r.Expected}")];
    }

    private sealed class Row
    {
        public Guid AssignmentId { get; init; }

        public byte[] Landmarks { get; init; } = [];

        public long WholePriceE4 { get; init; }

        public string RuleName { get; init; } = "";

        public long PriceE4 { get; init; }

        public string SchemeKey { get; init; } = "";

        public string Expected => ExpectedE4 is { } expected ? $"{expected}" : "unknown";

        /// <summary>Null for a rule or a scheme that this program does not know.</summary>
        public long? ExpectedE4 => RuleName == PartialPrice.Rule && ShippedSchemes.Find(SchemeKey) is { } scheme
            ? PartialPrice.Of(WholePriceE4, AskedLandmarks.Count(Landmarks), scheme.Count)
            : null;
    }
}
