namespace AnnotationHub.Web.Quality.Flags;

/// <param name="Annotator">Pseudonym.</param>
/// <param name="Kind">See <see cref="FlagKind"/>, camelCase.</param>
/// <param name="Subject">A kind of landmark, a control chart, the other annotator's id; null where there is nothing more to say.</param>
/// <param name="Other">Pseudonym of the annotator whose labels are as good as the same; null where it is about one alone.</param>
/// <param name="Severity">warn, coach or stop: how urgent it is to look. Nothing follows from it by itself.</param>
/// <param name="Measured">What was measured last, in the unit of <paramref name="Limit"/>.</param>
/// <param name="Labels">The annotator's labels in the scheme when it was measured last.</param>
/// <param name="Faces">On which it showed; at most twenty.</param>
public sealed record FlagBody(
    Guid Id, Guid AnnotatorId, string Annotator, string Scheme, string Kind, string? Subject, string? Other, string Severity, double Measured, double Limit, int Labels,
    string State, DateTimeOffset RaisedAt, DateTimeOffset SeenAt, IReadOnlyList<FlagFaceBody> Faces, FlagDecisionBody? Decision)
{
    /// <param name="rule">What stands for a person where none decided.</param>
    public static FlagBody Of(QualityFlag flag, string rule)
    {
        ArgumentNullException.ThrowIfNull(flag);
        return new FlagBody(
            flag.Id, flag.AnnotatorId, flag.Pseudonym, flag.SchemeKey, flag.Kind, flag.Subject.Length == 0 ? null : flag.Subject, flag.OtherPseudonym, flag.Severity,
            Math.Round(flag.Measured, 4), Math.Round(flag.LimitValue, 4), flag.Labels, flag.State, flag.RaisedAt, flag.SeenAt,
            [.. flag.Faces.Select(f => new FlagFaceBody(f.TraceCode, Math.Round(f.Measured, 4)))],
            flag.DecidedAt is { } at ? new FlagDecisionBody(flag.DecidedByName ?? rule, at, flag.Note ?? "") : null);
    }
}

public sealed record FlagFaceBody(string TraceCode, double Measured);

/// <param name="By">Whoever decided; in words of the caller's language where the face it rested on was taken out by rule.</param>
public sealed record FlagDecisionBody(string By, DateTimeOffset At, string Note);

/// <param name="Open">How many are open in all: everybody's, or the asked-for annotator's.</param>
public sealed record FlagPage(IReadOnlyList<FlagBody> Items, string? Next, long Open);

/// <summary>Body of <c>POST /api/v1/supervision/flags/{id}/dismiss</c> and <c>/confirm</c>: what the person found, in own words.</summary>
public sealed record FlagNoteBody(string? Note);
