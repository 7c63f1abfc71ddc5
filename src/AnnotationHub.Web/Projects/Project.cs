using System.Collections.Immutable;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Projects;

/// <summary>A client's order with the counts of its faces, as one row.</summary>
public sealed class Project
{
    public Guid Id { get; init; }

    public Guid OwnerId { get; init; }

    public string OwnerName { get; init; } = "";

    public string Name { get; init; } = "";

    public string SchemeKey { get; init; } = "";

    public long PriceE4 { get; init; }

    public string Currency { get; init; } = "";

    public int RedundancyMinimum { get; init; }

    public int RedundancyMaximum { get; init; }

    /// <summary>Largest predicted error of a finished face, in per cent of the normalising distance.</summary>
    public double TargetErrorPercent { get; init; }

    /// <summary>The same by kind of landmark, where some are wanted more exact than the face.</summary>
    public ImmutableSortedDictionary<LandmarkKind, double> KindTargets { get; set; } = ImmutableSortedDictionary<LandmarkKind, double>.Empty;

    public string Guideline { get; init; } = "";

    /// <summary>As stored; see <see cref="ProjectState"/>.</summary>
    public string State { get; init; } = "";

    public bool IsDemonstration { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public int Photographs { get; init; }

    public int Faces { get; init; }

    public int Waiting { get; init; }

    public int InProgress { get; init; }

    public int InReview { get; init; }

    public int Accepted { get; init; }

    public int Rejected { get; init; }

    public Money Price => new(PriceE4, Currency);

    public ProjectState StateNow => EnumText.Parse<ProjectState>(State);
}
