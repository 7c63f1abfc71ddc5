using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Storage;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality.Flags;

/// <summary>Whether two annotators' labels of the same faces lie nearer to each other than two hands can. Takes part in the caller's unit.</summary>
internal sealed class CopyingWatch(IOptions<FlagOptions> options)
{
    private const string SuggestionsSql =
        "SELECT s.annotation_id, s.moved_px FROM annotation_suggestion s JOIN annotation n ON n.id = s.annotation_id WHERE n.task_id = @taskId";

    private const string FindSql =
        "SELECT packed_evidence FROM annotator_pair WITH (UPDLOCK, ROWLOCK) WHERE first_annotator_id = @first AND second_annotator_id = @second AND scheme_key = @schemeKey";

    private const string UpdateSql =
        "UPDATE annotator_pair SET packed_evidence = @packed WHERE first_annotator_id = @first AND second_annotator_id = @second AND scheme_key = @schemeKey";

    private const string InsertSql =
        "INSERT INTO annotator_pair (first_annotator_id, second_annotator_id, scheme_key, packed_evidence) VALUES (@first, @second, @schemeKey, @packed)";

    /// <summary>Looks at each pair of labels of which one is new.</summary>
    /// <param name="annotators">What is known of each.</param>
    public async Task LookAsync(
        DbSession session, FaceToSettle face, IReadOnlyList<StandingAnnotation> standing, double distancePx,
        IReadOnlyDictionary<Guid, AnnotatorParameters> annotators, IReadOnlyList<bool> isNew, DateTimeOffset now)
    {
        var suggestions = (await session.QueryAsync<SuggestionRow>(SuggestionsSql, new { taskId = face.Id })).ToDictionary(r => r.AnnotationId, r => SuggestionRows.Unpack(r.MovedPx));
        for (var i = 0; i < isNew.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (!isNew[i] && !isNew[j]) continue;
                var (a, b) = (standing[i], standing[j]);
                var evidence = CopyingEvidence.Of(
                    face.Scheme, a.Placed, b.Placed, annotators[a.AnnotatorId], annotators[b.AnnotatorId], distancePx,
                    l => !IsUntouched(suggestions.GetValueOrDefault(a.Id), l) && !IsUntouched(suggestions.GetValueOrDefault(b.Id), l));
                if (evidence.Faces > 0) await AddAsync(session, face, a.AnnotatorId, b.AnnotatorId, evidence, now);
            }
        }
    }

    private async Task AddAsync(DbSession session, FaceToSettle face, Guid a, Guid b, CopyingEvidence evidence, DateTimeOffset now)
    {
        var (first, second) = IsBefore(a, b) ? (a, b) : (b, a);
        var key = new { first, second, schemeKey = face.SchemeKey };
        var stored = await session.FirstOrDefaultAsync<byte[]>(FindSql, key);
        var sum = stored is null ? evidence : CopyingEvidence.Unpack(stored) + evidence;
        await session.ExecuteAsync(stored is null ? InsertSql : UpdateSql, new { first, second, schemeKey = face.SchemeKey, packed = sum.Pack() });
        if (!sum.IsSuspicious) return;
        foreach (var (one, other) in ((Guid, Guid)[])[(a, b), (b, a)])
        {
            var flag = new RaisedFlag(one, face.SchemeKey, FlagKind.Copying, $"{other:D}", FlagUrgency.Stop, sum.ImpliedCorrelation, CopyingEvidence.LeastCorrelation, sum.Faces);
            await FlagRows.RaiseAsync(session, flag, face.Id, options.Value.QuietLabels, now);
        }
    }

    // As the columns compare.
    private static bool IsBefore(Guid a, Guid b) => a.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(b.ToByteArray(bigEndian: true)) < 0;

    // Left where the program had suggested it, a landmark says nothing of its annotator.
    private static bool IsUntouched(IReadOnlyList<double?>? moved, int landmark) => moved is not null && UntouchedShape.IsUntouched(moved[landmark]);

    private sealed class SuggestionRow
    {
        public Guid AnnotationId { get; init; }

        public byte[] MovedPx { get; init; } = [];
    }
}
