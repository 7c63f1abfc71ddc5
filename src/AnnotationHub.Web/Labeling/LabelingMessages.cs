using System.Text.Json.Serialization;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Labeling;

// The messages of the hub, as the outside contract writes them and tests/contract-fixtures freezes them. What callers send is read
// leniently (CallerConverters): a value of a wrong kind is refused by the check that follows, with its code and in the caller's
// language, and not as a failure to read the message.

/// <summary>Asks for up to <paramref name="Count"/> faces of one project, or of any.</summary>
/// <param name="Count">Clamped to what one call may lease; <see cref="long.MaxValue"/> where it is no whole number.</param>
public sealed record ClaimRequest(
    [property: JsonConverter(typeof(CallerTextConverter))] string? ProjectId = null,
    [property: JsonConverter(typeof(CallerNumberConverter))] long Count = 1);

/// <summary>A batch of placements with the sequence numbers <paramref name="FirstSequence"/>, +1, +2, …</summary>
public sealed record PlaceRequest(
    [property: JsonConverter(typeof(CallerIdConverter))] Guid AssignmentId,
    [property: JsonConverter(typeof(CallerNumberConverter))] long Epoch,
    [property: JsonConverter(typeof(CallerNumberConverter))] long FirstSequence,
    [property: JsonConverter(typeof(CallerListConverter<PlacementInput>))] PlacementInput[]? Placements);

/// <summary>Every placement up to <paramref name="DurableSequence"/> would survive the loss of power.</summary>
public sealed record PlaceAcknowledgement(Guid AssignmentId, long DurableSequence);

/// <summary>Closes an assignment: everything up to <paramref name="Sequence"/> must be durable.</summary>
/// <param name="Moved">
/// By landmark, how far it was put from where it was suggested, in pixels of the upright original; null where nothing was suggested.
/// May be left out.
/// </param>
public sealed record SubmitRequest(
    [property: JsonConverter(typeof(CallerIdConverter))] Guid AssignmentId,
    [property: JsonConverter(typeof(CallerNumberConverter))] long Epoch,
    [property: JsonConverter(typeof(CallerNumberConverter))] long Sequence,
    [property: JsonConverter(typeof(CallerTextsConverter))] string[]? AcknowledgedFindings,
    [property: JsonConverter(typeof(CallerDistancesConverter))] double?[]? Moved = null);

public sealed record SkipRequest(
    [property: JsonConverter(typeof(CallerIdConverter))] Guid AssignmentId,
    [property: JsonConverter(typeof(CallerTextConverter))] string? Reason);

public sealed record RenewLeasesRequest([property: JsonConverter(typeof(CallerTextsConverter))] string[]? AssignmentIds);

/// <summary>The new end of a lease.</summary>
public sealed record LeaseRenewal(Guid AssignmentId, DateTimeOffset LeaseExpiresAt);

/// <summary>A decimal string with its currency.</summary>
public sealed record MoneyMessage(string Amount, string Currency)
{
    public static MoneyMessage Of(Money money) => new(money.Amount, money.Currency);
}

/// <summary>A position in pixels of the upright original.</summary>
public sealed record PointMessage(double X, double Y);

/// <summary>The box of the face, in pixels of the upright original.</summary>
public sealed record BoxMessage(double X, double Y, double Width, double Height);

/// <summary>The part of the photograph that is shown, in original pixels, and rendered pixels per original pixel.</summary>
public sealed record WorkMessage(double X, double Y, double Width, double Height, double Scale);

/// <summary>A landmark that is durable on the server; without coordinates where it is outside.</summary>
public sealed record PlacementMessage(int Landmark, double? X, double? Y, Visibility Visibility, long Sequence);

/// <summary>One face, leased to the annotator who asked.</summary>
public sealed record TaskOffer
{
    public required Guid AssignmentId { get; init; }

    public required int Epoch { get; init; }

    public required string TraceCode { get; init; }

    public required Guid ProjectId { get; init; }

    public required string Scheme { get; init; }

    public required int ImageWidth { get; init; }

    public required int ImageHeight { get; init; }

    public required BoxMessage FaceBox { get; init; }

    public required WorkMessage Work { get; init; }

    public required MoneyMessage Price { get; init; }

    public required DateTimeOffset LeaseExpiresAt { get; init; }

    public required IReadOnlyList<PointMessage>? StartingShape { get; init; }

    /// <summary>The disputed landmarks where only those are asked for; null means all.</summary>
    public required IReadOnlyList<int>? Landmarks { get; init; }

    public required IReadOnlyList<PlacementMessage> Placements { get; init; }
}
