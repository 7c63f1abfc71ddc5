using AnnotationHub.Domain.Quality.Reliability;
using AnnotationHub.Storage;
using AnnotationHub.Web.Labeling;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality.Flags;

/// <summary>
/// How a label came about: whether suggested places were touched at all, and whether a hand can be so fast. Counted over the latest labels, and
/// only ever shown to a person. Takes part in the caller's unit.
/// </summary>
internal sealed class ConductWatch(IOptions<FlagOptions> options)
{
    /// <summary>At so many labels the counts are halved: about the latest two dozen count.</summary>
    private const int Memory = 40;

    private readonly FlagOptions limits = options.Value;

    private const string FindSql =
        """
        SELECT labels, suggested, untouched, impossible_pace FROM annotator_conduct WITH (UPDLOCK, ROWLOCK)
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey
        """;

    private const string UpdateSql =
        """
        UPDATE annotator_conduct SET labels = @labels, suggested = @suggested, untouched = @untouched, impossible_pace = @impossiblePace
        WHERE annotator_id = @annotatorId AND scheme_key = @schemeKey
        """;

    private const string InsertSql =
        """
        INSERT INTO annotator_conduct (annotator_id, scheme_key, labels, suggested, untouched, impossible_pace)
        VALUES (@annotatorId, @schemeKey, @labels, @suggested, @untouched, @impossiblePace)
        """;

    /// <param name="moved">By landmark, how far it was put from where it was suggested; see <see cref="SuggestionRows"/>.</param>
    public async Task SubmittedAsync(DbSession session, SubmissionWork work, IReadOnlyList<double?>? moved, DateTimeOffset now)
    {
        moved ??= [];
        var places = new Dictionary<int, DraftLandmark>();
        foreach (var landmark in PackedDraft.Unpack(work.Placements ?? PackedDraft.Empty)) places[landmark.Index] = landmark;
        var isUntouched = UntouchedShape.IsSuspicious(moved);
        var byHand = places.Keys.Count(l => l >= moved.Count || !UntouchedShape.IsUntouched(moved[l]));
        // What the browser reports, but never more than has passed; or what the server saw itself.
        var reported = TimeSpan.FromMilliseconds(places.Values.Sum(p => (long)p.ElapsedMs));
        var active = TimeSpan.FromMilliseconds(work.ActiveMs ?? 0);
        var longest = reported < now - work.ClaimedAt ? reported : now - work.ClaimedAt;
        var isFast = Pace.IsImpossible(byHand, longest > active ? longest : active);

        var found = await session.FirstOrDefaultAsync<Row>(FindSql, new { annotatorId = work.AnnotatorId, schemeKey = work.SchemeKey });
        var row = (found ?? new Row()).With(UntouchedShape.IsSuggested(moved), isUntouched, isFast);
        await session.ExecuteAsync(found is null ? InsertSql : UpdateSql, new
        {
            annotatorId = work.AnnotatorId,
            schemeKey = work.SchemeKey,
            labels = row.Labels,
            suggested = row.Suggested,
            untouched = row.Untouched,
            impossiblePace = row.ImpossiblePace,
        });
        if (isUntouched && row.Untouched >= limits.UntouchedLabels && row.Untouched >= limits.UntouchedShare * row.Suggested)
            await RaiseAsync(FlagKind.UntouchedShape, (double)row.Untouched / row.Suggested, limits.UntouchedShare);
        if (isFast && row.ImpossiblePace >= limits.FastLabels && row.ImpossiblePace >= limits.FastShare * row.Labels)
            await RaiseAsync(FlagKind.ImpossiblePace, (double)row.ImpossiblePace / row.Labels, limits.FastShare);

        Task RaiseAsync(FlagKind kind, double measured, double limit) => FlagRows.RaiseAsync(
            session, new RaisedFlag(work.AnnotatorId, work.SchemeKey, kind, "", FlagUrgency.Warn, measured, limit, row.Labels), work.TaskId, limits.QuietLabels, now);
    }

    private sealed class Row
    {
        public int Labels { get; init; }

        public int Suggested { get; init; }

        public int Untouched { get; init; }

        public int ImpossiblePace { get; init; }

        public Row With(bool isSuggested, bool isUntouched, bool isFast)
        {
            var fade = Labels >= Memory ? 2 : 1;
            return new Row
            {
                Labels = (Labels / fade) + 1,
                Suggested = (Suggested / fade) + (isSuggested ? 1 : 0),
                Untouched = (Untouched / fade) + (isUntouched ? 1 : 0),
                ImpossiblePace = (ImpossiblePace / fade) + (isFast ? 1 : 0),
            };
        }
    }
}
