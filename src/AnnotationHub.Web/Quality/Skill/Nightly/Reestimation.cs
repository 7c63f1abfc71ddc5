using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Quality;
using AnnotationHub.Domain.Quality.Estimation;
using AnnotationHub.Storage;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Quality.Skill.Nightly;

/// <summary>What became of a re-estimation.</summary>
public enum ReestimationOutcome
{
    /// <summary>The population and every label's part in its annotator's record are new.</summary>
    Done,

    /// <summary>Another node has the scheme, or it is not due.</summary>
    NotMine,

    /// <summary>The lease was lost on the way: whoever has it now does it again.</summary>
    LostLease,
}

/// <summary>
/// Estimates everything that is believed of a scheme's annotators anew from all of their labels, beside the running program. Reads page by
/// page, keeps nothing but the annotators in memory, and writes in small units.
/// </summary>
public sealed class Reestimation
{
    private readonly Database database;
    private readonly PopulationLeases leases;
    private readonly TimeProvider time;
    private readonly ReestimationOptions options;

    internal Reestimation(Database database, PopulationLeases leases, TimeProvider time, IOptions<ReestimationOptions> options) =>
        (this.database, this.leases, this.time, this.options) = (database, leases, time, options.Value);

    private const string AnnotatorsSql =
        """
        SELECT user_id AS id FROM certification WHERE scheme_key = @schemeKey
        UNION SELECT annotator_id AS id FROM annotator_skill WHERE scheme_key = @schemeKey
        """;

    /// <summary>Every scheme that is due; how many were done.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellation = default)
    {
        var done = 0;
        foreach (var key in await leases.DueAsync(time.GetUtcNow() - options.LeastBetween, cancellation))
        {
            if (ShippedSchemes.Find(key) is { } scheme && await RunAsync(scheme, cancellation) == ReestimationOutcome.Done) done++;
        }

        return done;
    }

    public async Task<ReestimationOutcome> RunAsync(LandmarkScheme scheme, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        var now = time.GetUtcNow();
        if (await leases.ClaimAsync(scheme.Key, now, now + options.Lease, now - options.LeastBetween, cancellation) is not { } claimed) return ReestimationOutcome.NotMine;
        var annotators = (await database.QueryAsync<Guid>(AnnotatorsSql, new { schemeKey = scheme.Key }, cancellation)).Select((id, index) => (id, index)).ToDictionary(a => a.id, a => a.index);
        var faces = new SchemeFaces(database, scheme.Key);
        var projects = await faces.ProjectsAsync(cancellation);
        // The estimator pulls its faces: a thread of its own waits for them.
        if (await Task.Run(() => Estimate(scheme, claimed, faces, projects, annotators, cancellation), cancellation) is not { } found) return ReestimationOutcome.LostLease;
        if (!await leases.WriteAsync(claimed, found.Result.Population, found.Labels, Until, cancellation)) return ReestimationOutcome.LostLease;
        var parameters = annotators.ToDictionary(a => a.Key, a => AnnotatorParameters.From(found.Result.Skills[a.Value], found.Result.Population));
        var writer = new EvidenceWriter(database, claimed, found.Result.Population, parameters);
        foreach (var project in projects)
        {
            for (var after = Guid.Empty; ;)
            {
                var (page, end) = await faces.PageAsync(project, after, cancellation);
                if (end == after) break;
                if (!await writer.WriteAsync(page, time.GetUtcNow(), Until, cancellation)) return ReestimationOutcome.LostLease;
                after = end;
            }
        }

        return await leases.CompleteAsync(claimed, time.GetUtcNow(), cancellation) ? ReestimationOutcome.Done : ReestimationOutcome.LostLease;
    }

    private DateTimeOffset Until => time.GetUtcNow() + options.Lease;

    private (BatchResult Result, long Labels)? Estimate(
        LandmarkScheme scheme, ClaimedScheme claimed, SchemeFaces faces, IReadOnlyList<Guid> projects, Dictionary<Guid, int> annotators, CancellationToken cancellation)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var source = new SchemeLabelSource(faces, projects, annotators, KeepLease, lost.Token);
        try
        {
            return (BatchEstimation.Run(scheme, source, annotators.Count, options.Passes, cancellation: lost.Token), source.Labels);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return null;
        }

        void KeepLease()
        {
            if (leases.RenewAsync(claimed, Until, cancellation).GetAwaiter().GetResult()) return;
            lost.Cancel();
            lost.Token.ThrowIfCancellationRequested();
        }
    }
}
