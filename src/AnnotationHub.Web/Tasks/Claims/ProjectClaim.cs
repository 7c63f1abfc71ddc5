using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage;
using AnnotationHub.Web.Projects.Budgets;

namespace AnnotationHub.Web.Tasks.Claims;

/// <summary>One annotator's claim on one project: leases as many faces as are due, known ones mixed in. Takes part in the caller's unit.</summary>
internal sealed class ProjectClaim
{
    private readonly DbSession session;
    private readonly HandOutProject project;
    private readonly Guid annotatorId;
    private readonly DateTimeOffset now;
    private readonly LeaseTerms terms;
    private GoldRecord record;
    private int ordinaryLeft;

    private ProjectClaim(DbSession session, HandOutProject project, Guid annotatorId, LeaseTerms terms, DateTimeOffset now) =>
        (this.session, this.project, this.annotatorId, this.terms, this.now) = (session, project, annotatorId, terms, now);

    /// <summary>The new assignments, at most <paramref name="asked"/>, in the order in which they are to be worked on.</summary>
    /// <param name="ownLeases">Faces that the annotator holds already.</param>
    public static async Task<IReadOnlyList<Guid>> RunAsync(
        DbSession session, HandOutProject project, Guid annotatorId, int asked, int ownLeases, LeaseTerms terms, DateTimeOffset now)
    {
        var claim = new ProjectClaim(session, project, annotatorId, terms, now)
        {
            record = await GoldRecords.FindAsync(session, annotatorId, project.SchemeKey),
            ordinaryLeft = await terms.FairShares.AllowanceAsync(session, project, annotatorId, asked, ownLeases, now),
        };
        var before = claim.record;
        var claimed = new List<Guid>();
        while (claimed.Count < asked && await claim.LeaseNextAsync() is { } id) claimed.Add(id);
        await GoldRecords.AddAsync(session, annotatorId, project.SchemeKey, claimed.Count, claim.record.GoldFaces - before.GoldFaces);
        await ProjectServices.ServedAsync(session, project, claimed.Count);
        await FairShares.SeenAsync(session, project, annotatorId, claimed.Count == 0, now);
        return claimed;
    }

    private const string InsertSql =
        """
        INSERT INTO assignment (id, task_id, project_id, annotator_id, state, epoch, lease_expires_at, price_e4, currency, base_share_e4, claimed_at)
        VALUES (@id, @taskId, @projectId, @annotatorId, 'live', 1, @leaseExpiresAt, @priceE4, @currency, @baseShareE4, @now)
        """;

    /// <summary>Null where this project has no face for this annotator, or no budget for another face.</summary>
    private async Task<Guid?> LeaseNextAsync()
    {
        var id = Guid.CreateVersion7(now);
        // Money first: of many who claim at once, each takes its price before it gets a face, and whoever comes too late gets none.
        if (!await ProjectBudget.TakeAsync(session, project.Id, project.PriceE4)) return null;
        while (await FindAsync(GoldMix.IsDue(id, Math.Min(terms.Gold.MaximumShare, terms.Gold.Rate.ShareOf(record)))) is { } found)
        {
            await TaskQueue.MoveCursorAsync(session, project.Id, annotatorId, found);
            // With several writers the row may have gone between the look and the taking: then the next one.
            if (!await TaskQueue.TakeSlotAsync(session, found.TaskId)) continue;
            if (!await TaskStates.LeasedAsync(session, project.Id, found.TaskId, now)) continue;
            await InsertAsync(id, found);
            return id;
        }

        await ProjectBudget.GiveBackAsync(session, project.Id, project.PriceE4);
        return null;
    }

    private async Task InsertAsync(Guid id, QueuedTask found)
    {
        var priceE4 = project.PriceOf(found.Landmarks);
        await session.Prepared(InsertSql)
            .Set("@id", id).Set("@taskId", found.TaskId).Set("@projectId", project.Id).Set("@annotatorId", annotatorId)
            .Set("@leaseExpiresAt", now + terms.Lease).Set("@priceE4", priceE4).Set("@currency", project.Currency)
            .Set("@baseShareE4", terms.BaseShareE4).Set("@now", now)
            .ExecuteAsync();
        if (found.Landmarks is { } asked)
        {
            await PartialAssignments.AddAsync(session, id, asked, project.PriceE4);
            await ProjectBudget.GiveBackAsync(session, project.Id, project.PriceE4 - priceE4);
        }

        var isGold = found.Lane == HandOutLane.Gold;
        record = record with { Faces = record.Faces + 1, GoldFaces = record.GoldFaces + (isGold ? 1 : 0) };
        if (!isGold) ordinaryLeft--;
    }

    private async Task<QueuedTask?> FindAsync(bool goldIsDue)
    {
        var mayBeGold = terms.Gold.MaximumShare > 0 && (goldIsDue || terms.Gold.Rate.IsAdmission(record));
        var lanes = HandOutLane.InOrder(goldIsDue, mayBeGold, mayBeOrdinary: ordinaryLeft > 0);
        foreach (var lane in lanes)
        {
            if (await TaskQueue.NextAsync(session, project.Id, lane, annotatorId) is { } next) return next;
        }

        // One writer leaves nothing behind a cursor.
        if (session.Dialect.HasOneWriter) return null;
        foreach (var lane in lanes)
        {
            if (await TaskQueue.PassedOverAsync(session, project.Id, lane, annotatorId) is { } passedOver) return passedOver;
        }

        return null;
    }
}

/// <summary>By what a face is leased, whichever it is.</summary>
internal sealed record LeaseTerms(TimeSpan Lease, int BaseShareE4, GoldOptions Gold, FairShares FairShares);
