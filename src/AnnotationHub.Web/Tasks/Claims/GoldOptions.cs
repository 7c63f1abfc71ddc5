using System.ComponentModel.DataAnnotations;
using AnnotationHub.Domain.Tasks;

namespace AnnotationHub.Web.Tasks.Claims;

/// <summary>Configuration section <c>Gold</c>: how often known faces are mixed in, and when one is taken out for being wrong.</summary>
public sealed record GoldOptions
{
    public const string Section = "Gold";

    /// <summary>Known faces that everyone gets first, between others.</summary>
    [Range(0, 100)]
    public int AdmissionFaces { get; set; } = 5;

    /// <summary>Share of faces that are known until then, 0 to 1.</summary>
    [Range(0, 1)]
    public double AdmissionShare { get; set; } = 0.5;

    /// <summary>Faces handed out during which <see cref="EarlyShare"/> holds.</summary>
    [Range(0, 1_000_000)]
    public int EarlyLabels { get; set; } = 100;

    /// <summary>Share of faces that are known then, 0 to 1.</summary>
    [Range(0, 1)]
    public double EarlyShare { get; set; } = 0.05;

    /// <summary>Share of faces that are known afterwards, 0 to 1.</summary>
    [Range(0, 1)]
    public double LaterShare { get; set; } = 0.02;

    /// <summary>Share while a control chart is out of its limits, 0 to 1.</summary>
    [Range(0, 1)]
    public double DriftShare { get; set; } = 0.2;

    /// <summary>No share is larger than this; 0 mixes no known faces in at all.</summary>
    [Range(0, 1)]
    public double MaximumShare { get; set; } = 1;

    /// <summary>Good annotators who must contradict a known face before it is taken for wrong.</summary>
    [Range(2, 5)]
    public int RetireAfter { get; set; } = 3;

    public GoldRate Rate => new(AdmissionFaces, AdmissionShare, EarlyLabels, EarlyShare, LaterShare, DriftShare);
}
