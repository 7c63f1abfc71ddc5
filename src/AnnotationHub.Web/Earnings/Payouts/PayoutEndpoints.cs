using AnnotationHub.Domain.Earnings;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Earnings.Payouts.Bank;
using AnnotationHub.Web.Hosting;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings.Payouts;

/// <summary>Payouts by two administrators.</summary>
internal static class PayoutEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var payouts = api.MapGroup("/payouts").RequireAuthorization(Policies.Admin).WithTags("Payouts");
        payouts.MapPost("", DrawUpAsync).WithTrail(TrailActions.PayoutDrawnUp).WithIdempotency().WithSummary("Draws up and freezes a batch of what is payable now, in whole fen.");
        payouts.MapGet("/{id}", GetAsync).WithTrail(TrailActions.PayoutFile, TrailMarks.IsFile).WithSummary("A batch with its items; once approved, with Accept: text/csv the list of payees and amounts, and with ?template=NAME the bank's own file.");
        payouts.MapPost("/{id}/approve", ApproveAsync).WithTrail(TrailActions.PayoutApproved).WithSummary("Approves a batch that another administrator drew up.");
        payouts.MapPost("/{id}/refuse", RefuseAsync).WithTrail(TrailActions.PayoutRefused).WithSummary("Refuses a batch that another administrator drew up: its money is payable again.");
        payouts.MapPost("/{id}/items/{item:int}", SettleAsync).WithTrail(TrailActions.PayoutSettled).WithSummary("Enters the bank's answer to an item: paid or bounced.");
    }

    private static async Task<Results<Created<PayoutBody>, ProblemHttpResult>> DrawUpAsync(
        CurrentUser caller, PayoutDesk desk, PayoutReader reader, Problems problems, IStringLocalizer<EarningsTexts> texts, TimeProvider time, HttpContext http)
    {
        var (outcome, id) = await desk.DrawUpAsync(caller.Id, time.GetUtcNow(), http.RequestAborted);
        return outcome switch
        {
            DrawUpOutcome.DrawnUp => TypedResults.Created($"/api/v1/payouts/{id:D}", await BodyAsync(reader, id)),
            DrawUpOutcome.NothingPayable => problems.Problem(StatusCodes.Status409Conflict, "nothing-payable", texts["Payout.NothingPayable"]),
            DrawUpOutcome.LedgerDiffers => LedgerDiffers(problems, texts),
        };
    }

    private static async Task<Results<Ok<PayoutBody>, FileContentHttpResult, ProblemHttpResult>> GetAsync(
        string id, string? template, CurrentUser caller, PayoutReader reader, BankTemplates templates, BankExport export, StepUp stepUp,
        Problems problems, IStringLocalizer<EarningsTexts> texts, TimeProvider time, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept";
        if (!Guid.TryParseExact(id, "D", out var batch) || await reader.FindAsync(batch, http.RequestAborted) is not { } found) return problems.NotFound();
        if (template is not null)
        {
            if (templates.Find(template) is not { } known) return problems.Invalid("template", texts["Payout.NoTemplate"]);
            if (StepUpProblems.Of(await stepUp.ConfirmAsync(http, null), problems, texts) is { } refusal) return refusal;
            var (outcome, bytes) = await export.ExportAsync(batch, known, caller.Id, time.GetUtcNow(), http.RequestAborted);
            return outcome switch
            {
                BankExportOutcome.Exported => TypedResults.Bytes(bytes, $"text/csv; charset={known.Bytes.WebName}", FileNameOf(found.Batch, known)),
                BankExportOutcome.NotFound => problems.NotFound(),
                BankExportOutcome.NotApproved => problems.Problem(StatusCodes.Status409Conflict, "payout-not-approved", texts["Payout.NotApproved"]),
                BankExportOutcome.PayeeMissing => problems.Problem(StatusCodes.Status409Conflict, "payee-missing", texts["Payout.NobodyHasPayee"]),
                BankExportOutcome.LedgerDiffers => LedgerDiffers(problems, texts),
            };
        }

        var wantsFile = http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase));
        if (wantsFile && found.Batch.State is "drawnUp" or "refused") return problems.Problem(StatusCodes.Status409Conflict, "payout-not-approved", texts["Payout.NotApproved"]);
        return wantsFile
            ? TypedResults.Bytes(PayoutFile.Of(found.Batch, found.Items), "text/csv; charset=utf-8", $"payout-{found.Batch.Number:000000}.csv")
            : TypedResults.Ok(PayoutBody.Of(found.Batch, found.Items));
    }

    /// <summary>As it is saved.</summary>
    public static string FileNameOf(PayoutBatch batch, BankTemplate template) => $"payout-{batch.Number:000000}-{template.Name}.csv";

    private static async Task<Results<Ok<PayoutBody>, ProblemHttpResult>> ApproveAsync(
        string id, ApproveBody? body, CurrentUser caller, PayoutDesk desk, PayoutReader reader, StepUp stepUp, Problems problems, IStringLocalizer<EarningsTexts> texts, TimeProvider time, HttpContext http)
    {
        // Nobody is asked to confirm for a batch that is not there.
        if (!Guid.TryParseExact(id, "D", out var batch) || await reader.FindAsync(batch, http.RequestAborted) is null) return problems.NotFound();
        if (StepUpProblems.Of(await stepUp.ConfirmAsync(http, body?.Password), problems, texts) is { } refusal) return refusal;
        return await desk.ApproveAsync(batch, caller.Id, time.GetUtcNow(), http.RequestAborted) switch
        {
            ApproveOutcome.Approved => TypedResults.Ok(await BodyAsync(reader, batch)),
            ApproveOutcome.NotFound => problems.NotFound(),
            ApproveOutcome.SamePerson => problems.Problem(StatusCodes.Status409Conflict, "payout-same-person", texts["Payout.SamePerson"]),
            ApproveOutcome.NotDrawnUp => problems.Problem(StatusCodes.Status409Conflict, "payout-already-approved", texts["Payout.AlreadyApproved"]),
            ApproveOutcome.Refused => problems.Problem(StatusCodes.Status409Conflict, "payout-refused", texts["Payout.IsRefused"]),
            ApproveOutcome.LedgerDiffers => LedgerDiffers(problems, texts),
        };
    }

    private static async Task<Results<Ok<PayoutBody>, ProblemHttpResult>> RefuseAsync(
        string id, RefuseBody body, CurrentUser caller, PayoutStore payouts, PayoutReader reader, EarningsNews news, Database database, Problems problems,
        IStringLocalizer<EarningsTexts> texts, TimeProvider time)
    {
        if (!Guid.TryParseExact(id, "D", out var batch)) return problems.NotFound();
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > RefuseBody.MaximumReasonLength) return problems.Invalid("reason", texts["Payout.RefuseNeedsReason"]);
        var now = time.GetUtcNow();
        var outcome = await database.WriteAsync(s => payouts.RefuseAsync(s, batch, body.Reason.Trim(), caller.Id, now));
        if (outcome == RefuseOutcome.Refused) await news.TellOfBatchAsync(batch, now);
        return outcome switch
        {
            RefuseOutcome.Refused or RefuseOutcome.AlreadyRefused => TypedResults.Ok(await BodyAsync(reader, batch)),
            RefuseOutcome.NotFound => problems.NotFound(),
            RefuseOutcome.SamePerson => problems.Problem(StatusCodes.Status409Conflict, "payout-same-person", texts["Payout.RefuseSamePerson"]),
            RefuseOutcome.AlreadyApproved => problems.Problem(StatusCodes.Status409Conflict, "payout-already-approved", texts["Payout.AlreadyApproved"]),
        };
    }

    private static async Task<Results<Ok<PayoutBody>, ProblemHttpResult>> SettleAsync(
        string id, int item, SettleBody body, CurrentUser caller, PayoutStore payouts, PayoutReader reader, EarningsNews news, Database database,
        Problems problems, IStringLocalizer<EarningsTexts> texts, TimeProvider time)
    {
        if (!Guid.TryParseExact(id, "D", out var batch)) return problems.NotFound();
        if (body.State is not (PayoutItemState.Paid or PayoutItemState.Bounced)) return problems.Invalid("state", texts["Payout.NeedsAnswer"]);
        if (body.Note?.Length > 500) return problems.Invalid("note", texts["Payout.NoteTooLong"]);
        var now = time.GetUtcNow();
        var outcome = await database.WriteAsync(s => payouts.SettleAsync(s, batch, item, body.State == PayoutItemState.Paid, body.Note, caller.Id, now));
        if (outcome == SettleOutcome.Settled) await news.TellOfItemAsync(batch, item, now);
        return outcome switch
        {
            SettleOutcome.Settled or SettleOutcome.AlreadySettled => TypedResults.Ok(await BodyAsync(reader, batch)),
            SettleOutcome.NotFound => problems.NotFound(),
            SettleOutcome.NotApproved => problems.Problem(StatusCodes.Status409Conflict, "payout-not-approved", texts["Payout.NotApproved"]),
            SettleOutcome.SettledOtherwise => problems.Problem(StatusCodes.Status409Conflict, "payout-settled-otherwise", texts["Payout.SettledOtherwise"]),
        };
    }

    private static ProblemHttpResult LedgerDiffers(Problems problems, IStringLocalizer<EarningsTexts> texts) =>
        problems.Problem(StatusCodes.Status409Conflict, "ledger-differs", texts["Payout.LedgerDiffers"]);

    private static async Task<PayoutBody> BodyAsync(PayoutReader reader, Guid id)
    {
        var (batch, items) = await reader.FindAsync(id) ?? throw new InvalidOperationException($"Payout {id:D} has vanished.");
        return PayoutBody.Of(batch, items);
    }
}

/// <summary>Body of <c>POST /api/v1/payouts/{id}/approve</c>; may be left out by a program that has just signed in.</summary>
/// <param name="Password">The approver's own, where its token is older than ten minutes.</param>
public sealed record ApproveBody(string? Password);

/// <summary>Body of <c>POST /api/v1/payouts/{id}/refuse</c>.</summary>
/// <param name="Reason">For whoever drew it up.</param>
public sealed record RefuseBody(string? Reason)
{
    /// <summary>In characters.</summary>
    public const int MaximumReasonLength = 500;
}

/// <summary>Body of <c>POST /api/v1/payouts/{id}/items/{item}</c>: <c>paid</c> or <c>bounced</c>.</summary>
public sealed record SettleBody(PayoutItemState State, string? Note);

/// <summary>A payout batch on the wire.</summary>
public sealed record PayoutBody(
    Guid Id, long Number, string State, MoneyBody Total, string DrawnUpBy, DateTimeOffset DrawnUpAt,
    string? ApprovedBy, DateTimeOffset? ApprovedAt, IReadOnlyList<PayoutItemBody> Items)
{
    public static PayoutBody Of(PayoutBatch batch, IReadOnlyList<PayoutItem> items)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new PayoutBody(
            batch.Id, batch.Number, batch.State, MoneyBody.Of(batch.Total), batch.DrawnUpByName, batch.DrawnUpAt, batch.ApprovedByName, batch.ApprovedAt,
            [.. items.Select(i => new PayoutItemBody(i.ItemNumber, i.AnnotatorId, i.PayeeName, MoneyBody.Of(i.AmountE4, batch.Currency), i.State, i.SettledAt, i.Note))]);
    }
}

/// <param name="Item">Number in the batch; never changes.</param>
public sealed record PayoutItemBody(int Item, Guid AnnotatorId, string PayeeName, MoneyBody Amount, string State, DateTimeOffset? SettledAt, string? Note);
