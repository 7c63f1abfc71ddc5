using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Web.Projects;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Datasets;

/// <summary>How the building of a claimed release ended.</summary>
internal enum BuildOutcome
{
    /// <summary>Its files are complete.</summary>
    Ready,

    /// <summary>Another node has taken it over; nothing of this node's work counts.</summary>
    LostLease,

    /// <summary>Something failed that may pass: somebody will try again.</summary>
    PutBack,

    /// <summary>It failed for good.</summary>
    Failed,
}

/// <summary>Builds one claimed release while it renews the lease; what it wrote counts only by the one statement at the end.</summary>
internal sealed class ReleaseBuilder(
    ProjectStore projects,
    ReleaseLeases leases,
    ReleaseFiles files,
    TimeProvider clock,
    IOptions<DatasetsOptions> options,
    ILogger<ReleaseBuilder> log)
{
    private const int MaxFailureLength = 1000;

    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Claims a release that nobody builds; null where there is none.</summary>
    public Task<ClaimedRelease?> ClaimAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return leases.ClaimAsync(now, now + Lease, cancellation);
    }

    /// <summary>Claims this release; null where another node has it or it is not being built.</summary>
    public Task<ClaimedRelease?> ClaimAsync(Guid projectId, int number, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return leases.ClaimAsync(projectId, number, now, now + Lease, cancellation);
    }

    /// <param name="stopping">The process ends: the release is left to others at once.</param>
    public async Task<BuildOutcome> BuildAsync(ClaimedRelease release, CancellationToken stopping)
    {
        // Whoever had it before did not live to say what was wrong; the next one would die of it too.
        if (release.Fencing > options.Value.MaxAttempts) return await BuryAsync(release);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var progress = new BuildProgress(release.Faces);
        var renewing = RenewAsync(release, progress, lost);
        try
        {
            return await WriteAsync(release, progress, lost.Token) ? BuildOutcome.Ready : BuildOutcome.LostLease;
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            if (!stopping.IsCancellationRequested) return BuildOutcome.LostLease;
            await leases.LetGoAsync(release, DateTimeOffset.UnixEpoch, null);
            return BuildOutcome.PutBack;
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Release {Number} of project {ProjectId} failed at attempt {Attempt}.", release.Number, release.ProjectId, release.Fencing);
            return await GiveUpAsync(release, failure);
        }
        finally
        {
            await lost.CancelAsync();
            await renewing;
        }
    }

    private async Task<bool> WriteAsync(ClaimedRelease release, BuildProgress progress, CancellationToken cancellation)
    {
        var project = await projects.FindAsync(release.ProjectId, cancellation)
            ?? throw new InvalidDataException($"There is no project {release.ProjectId}.");
        var scheme = ShippedSchemes.Find(project.SchemeKey) ?? throw new InvalidDataException($"There is no landmark scheme {project.SchemeKey}.");
        var written = await files.WriteAsync(release, project, scheme, progress, cancellation);
        var isMine = await leases.CompleteAsync(release, written.Files, written.QualityJson, clock.GetUtcNow(), cancellation);
        if (!isMine) log.LogWarning("Release {Number} of project {ProjectId} was taken over before it was complete.", release.Number, release.ProjectId);
        return isMine;
    }

    private async Task<BuildOutcome> BuryAsync(ClaimedRelease release)
    {
        log.LogError("Release {Number} of project {ProjectId} is given up: {Attempts} attempts came to no end.", release.Number, release.ProjectId, options.Value.MaxAttempts);
        await leases.FailAsync(release, $"{options.Value.MaxAttempts} attempts came to no end: each time the program ended while it built.", clock.GetUtcNow());
        return BuildOutcome.Failed;
    }

    private async Task<BuildOutcome> GiveUpAsync(ClaimedRelease release, Exception failure)
    {
        var text = $"{failure.GetType().Name}: {failure.Message}";
        if (text.Length > MaxFailureLength) text = text[..MaxFailureLength];
        // Broken data stays broken; anything else (a full disk, a store that does not answer) may pass.
        if (failure is InvalidDataException || release.Fencing >= options.Value.MaxAttempts)
        {
            await leases.FailAsync(release, text, clock.GetUtcNow());
            return BuildOutcome.Failed;
        }

        await leases.LetGoAsync(release, clock.GetUtcNow().AddSeconds(2 << (int)Math.Min(release.Fencing, 8)), text);
        return BuildOutcome.PutBack;
    }

    private async Task RenewAsync(ClaimedRelease release, BuildProgress progress, CancellationTokenSource lost)
    {
        using var timer = new PeriodicTimer(Lease / 4, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(lost.Token))
            {
                if (await leases.RenewAsync(release, clock.GetUtcNow() + Lease, progress.Share, lost.Token)) continue;
                await lost.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // Built, or stopping.
        }
        catch (Exception failure)
        {
            // A database that does not answer now: the fencing number decides at the end whether the work still counts.
            log.LogWarning(failure, "The lease of release {Number} of project {ProjectId} was not renewed.", release.Number, release.ProjectId);
        }
    }
}
