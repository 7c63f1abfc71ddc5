using AnnotationHub.Storage;
using AnnotationHub.Web.Earnings;
using AnnotationHub.Web.Tasks.Claims;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Tasks;

/// <summary>What became of a claim.</summary>
public enum ClaimOutcome
{
    /// <summary>As many faces as there were for this annotator; perhaps none.</summary>
    Claimed,

    /// <summary>No such project.</summary>
    ProjectNotFound,

    /// <summary>The annotator holds no certificate for the project's scheme, or, where no project was named, none at all.</summary>
    NotCertified,
}

/// <summary>The answer to a claim: the new assignments, in the order in which they are to be worked on.</summary>
public sealed record Claim(ClaimOutcome Outcome, IReadOnlyList<Guid> AssignmentIds)
{
    public static Claim Refused(ClaimOutcome outcome) => new(outcome, []);
}

/// <summary>Leases faces to annotators: the first hop of the main path.</summary>
public sealed class AssignmentStore(
    Database database, IOptions<HandOutOptions> handOut, IOptions<GoldOptions> gold, IOptions<EarningsOptions> earnings)
{
    /// <summary>Faces that one claim may ask for.</summary>
    public const int MaximumClaim = 5;

    private readonly HandOutOptions options = handOut.Value;
    private readonly LeaseTerms terms = new(handOut.Value.Lease, earnings.Value.BaseShareE4, gold.Value, new FairShares(handOut.Value));

    private const string LiveCountSql = "SELECT COUNT(*) FROM assignment WHERE annotator_id = @annotatorId AND state = 'live'";

    /// <summary>
    /// Leases up to <paramref name="count"/> faces (at most <see cref="MaximumClaim"/>) of one project, or of those open ones that
    /// the annotator is certified for, the least served first.
    /// </summary>
    public Task<Claim> ClaimAsync(Guid annotatorId, Guid? projectId, int count, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.WriteAsync(
            async session =>
            {
                var (refusal, projects) = await HandOutProjects.ForAsync(session, annotatorId, projectId);
                if (refusal is { } outcome) return Claim.Refused(outcome);
                var live = await session.ScalarAsync<int>(LiveCountSql, new { annotatorId });
                var wanted = Math.Min(Math.Clamp(count, 0, MaximumClaim), options.MaximumLive - live);
                var claimed = new List<Guid>();
                foreach (var project in projects)
                {
                    if (claimed.Count >= wanted) break;
                    claimed.AddRange(await ProjectClaim.RunAsync(session, project, annotatorId, wanted - claimed.Count, live + claimed.Count, terms, now));
                }

                return new Claim(ClaimOutcome.Claimed, claimed);
            },
            cancellation);

    private const string LiveIdsSql = "SELECT id FROM assignment WHERE annotator_id = @annotatorId AND state = 'live' ORDER BY id";

    /// <summary>
    /// Opens all of the annotator's live assignments once more: their epochs rise, so that an older tab can no longer write, and
    /// their leases begin anew. A repair keeps the longer time that it was given.
    /// </summary>
    public Task<IReadOnlyList<Guid>> ResumeAsync(Guid annotatorId, DateTimeOffset now, CancellationToken cancellation = default) =>
        database.WriteAsync(
            async session =>
            {
                var ids = await session.QueryAsync<Guid>(LiveIdsSql, new { annotatorId });
                foreach (var id in ids) await AssignmentStates.OpenAsync(session, id, now + options.Lease);
                return ids;
            },
            cancellation);

    /// <summary>Gives the face back to others. False for an unknown assignment or another annotator's; giving back twice is no error.</summary>
    /// <param name="annotatorId">Whose assignment it must be.</param>
    /// <param name="assignmentId">The assignment.</param>
    /// <param name="reason">In the annotator's words; cut to 500 characters.</param>
    /// <param name="now">When it was given back.</param>
    public Task<bool> SkipAsync(Guid annotatorId, Guid assignmentId, string? reason, DateTimeOffset now) =>
        database.WriteAsync(async session =>
        {
            var lease = await Leases.FindAsync(session, assignmentId);
            if (lease is null || lease.AnnotatorId != annotatorId) return false;
            if (lease.IsRepair) await Repairs.GiveUpAsync(session, lease, now);
            else if (await AssignmentStates.SkipAsync(session, assignmentId, Cut(reason), now)) await Leases.GiveBackAsync(session, lease, now);
            return true;
        });

    /// <summary>
    /// Renews the annotator's leases among these; one that has run out is revived where its face is still needed. Answers those
    /// that hold, with their new end.
    /// </summary>
    public Task<IReadOnlyDictionary<Guid, DateTimeOffset>> RenewAsync(Guid annotatorId, IEnumerable<Guid> assignmentIds, DateTimeOffset now) =>
        database.WriteAsync(async session =>
        {
            var renewed = new Dictionary<Guid, DateTimeOffset>();
            foreach (var id in assignmentIds.Distinct())
            {
                var lease = await Leases.FindAsync(session, id);
                if (lease is not null && lease.AnnotatorId == annotatorId && await Leases.RenewAsync(session, lease, now + options.Lease, now) is { } end)
                    renewed[id] = end;
            }

            return (IReadOnlyDictionary<Guid, DateTimeOffset>)renewed;
        });

    private static string? Cut(string? reason) => reason is { Length: > 500 } ? reason[..500] : reason;
}
