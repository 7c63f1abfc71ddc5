using AnnotationHub.Domain.Earnings;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Earnings;

/// <summary>How a face's state is shown: a word and a mark, so that nothing depends on the colour alone.</summary>
/// <param name="Tone">Class of the badge: ok, wait, warn, bad.</param>
public sealed record FaceLook(string Tone, string Mark, string State, string? Reason, string? AmountNote)
{
    public static FaceLook Of(FaceEarning face, IStringLocalizer<EarningsTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(face);
        ArgumentNullException.ThrowIfNull(texts);
        return face.Terms.Standing switch
        {
            AnnotationStanding.Pending => new("wait", "…", texts["State.Pending"], null, texts["Amount.Undecided"]),
            AnnotationStanding.Accepted => new("ok", "✓", texts["State.Accepted"], null, null),
            AnnotationStanding.Returned => new("warn", "↺", texts["State.Returned"], ReasonOf(face, texts), texts["Amount.Undecided"]),
            AnnotationStanding.Rejected => OfRejected(face, texts),
        };
    }

    /// <summary>The reason in the reader's language where its code is known, in the decider's words otherwise.</summary>
    public static string? ReasonOf(FaceEarning face, IStringLocalizer<EarningsTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(face);
        ArgumentNullException.ThrowIfNull(texts);
        var named = face.ReasonCode is { } code ? texts[$"Reason.{code}"] : null;
        return named is { ResourceNotFound: false } ? named.Value : face.ReasonText ?? face.ReasonCode;
    }

    private static FaceLook OfRejected(FaceEarning face, IStringLocalizer<EarningsTexts> texts)
    {
        var baseNote = face.Terms is { IsMadeGood: false, EarnedE4: > 0 } ? texts["Amount.Base"].Value : null;
        return (face.Appeal, face.Terms.IsMadeGood) switch
        {
            (AppealState.Upheld, _) => new("ok", "✓", texts["State.AppealUpheld"], null, null),
            (_, true) => new("ok", "✓", texts["State.MadeGood"], null, null),
            (AppealState.Open, _) => new("wait", "…", texts["State.AppealOpen"], ReasonOf(face, texts), baseNote),
            (AppealState.Dismissed, _) => new("bad", "✕", texts["State.AppealDismissed"], ReasonOf(face, texts), baseNote),
            _ => new("bad", "✕", texts["State.Rejected"], ReasonOf(face, texts), baseNote),
        };
    }
}
