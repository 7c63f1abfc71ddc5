using AnnotationHub.Domain.Quality;
using AnnotationHub.Storage;
using AnnotationHub.Web.Operations;

namespace AnnotationHub.Web.Quality.Skill;

/// <summary>Proves that each annotator's record is exactly, to the last bit, the sum of what its labels have added.</summary>
public sealed class SkillVerification(Database database) : IVerification
{
    private const string RecordsSql = "SELECT annotator_id, scheme_key, faces, gold_faces, packed_statistics FROM annotator_skill ORDER BY annotator_id, scheme_key";

    private const string PartsSql =
        """
        SELECT annotation_id, packed_statistics FROM label_evidence
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey AND annotation_id > @after
        ORDER BY annotation_id
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    private const int PageSize = 1_000;

    public string Subject => "annotators' records";

    public Task<IReadOnlyList<string>> FindDifferencesAsync(CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            var differences = new List<string>();
            foreach (var record in await session.QueryAsync<RecordRow>(RecordsSql))
            {
                var (sum, labels) = await SumAsync(session, record);
                if (labels != record.Faces + record.GoldFaces)
                    differences.Add($"annotator {record.AnnotatorId:D} has {record.Faces + record.GoldFaces} labels of {record.SchemeKey} on record and {labels} that count");
                else if (!sum.Pack().AsSpan().SequenceEqual(record.PackedStatistics))
                    differences.Add($"the record of annotator {record.AnnotatorId:D} in {record.SchemeKey} is not the sum of its {labels} labels");
            }

            return (IReadOnlyList<string>)differences;
        },
        cancellation);

    private static async Task<(AnnotatorSkill Sum, int Labels)> SumAsync(DbSession session, RecordRow record)
    {
        var (sum, labels, after) = (new AnnotatorSkill(), 0, Guid.Empty);
        while (true)
        {
            var page = await session.QueryAsync<PartRow>(PartsSql, new { annotatorId = record.AnnotatorId, schemeKey = record.SchemeKey, after, limit = PageSize });
            foreach (var part in page) sum.Add(AnnotatorSkill.Unpack(part.PackedStatistics));
            labels += page.Count;
            if (page.Count < PageSize) return (sum, labels);
            after = page[^1].AnnotationId;
        }
    }

    private sealed class RecordRow
    {
        public Guid AnnotatorId { get; init; }

        public string SchemeKey { get; init; } = "";

        public int Faces { get; init; }

        public int GoldFaces { get; init; }

        public byte[] PackedStatistics { get; init; } = [];
    }

    private sealed class PartRow
    {
        public Guid AnnotationId { get; init; }

        public byte[] PackedStatistics { get; init; } = [];
    }
}
