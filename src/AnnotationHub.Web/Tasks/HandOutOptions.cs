using System.ComponentModel.DataAnnotations;

namespace AnnotationHub.Web.Tasks;

/// <summary>Configuration section <c>HandOut</c>: how long faces are leased, and how few are shared.</summary>
public sealed record HandOutOptions
{
    public const string Section = "HandOut";

    /// <summary>How long a face is leased. Placing on it renews the lease by itself.</summary>
    [Range(0.01, 60 * 24)]
    public double LeaseMinutes { get; set; } = 30;

    /// <summary>How long a returned annotation waits for its annotator's repair before a supervisor sees it.</summary>
    [Range(0.01, 24 * 60)]
    public double RepairHours { get; set; } = 72;

    /// <summary>How often leases that ran out are looked for.</summary>
    [Range(0.1, 3600)]
    public double SweepSeconds { get; set; } = 15;

    /// <summary>Faces that one annotator may have leased at once: enough for an afternoon without a line, too few to hoard a project.</summary>
    [Range(1, 1000)]
    public int MaximumLive { get; set; } = 60;

    /// <summary>Who has asked for work within so long shares what there is, while it is short.</summary>
    [Range(0.01, 24 * 60)]
    public double ActiveMinutes { get; set; } = 10;

    /// <summary>For so long after coming away with nothing, the next slots are kept for who holds none.</summary>
    [Range(0.01, 24 * 60)]
    public double WaitingMinutes { get; set; } = 2;

    /// <summary>Shortens leases, repairs and their sweep to what a demonstration or a test can sit through; what is configured by itself still stands.</summary>
    public void Accelerate() => (LeaseMinutes, RepairHours, SweepSeconds) = (1, 0.05, 1);

    /// <summary>A face that wants another label, and that everybody has had, goes to a supervisor after so long.</summary>
    [Range(0.01, 24 * 60)]
    public double StrandedHours { get; set; } = 24;

    /// <summary>Who has not asked for work for so long is not waited for.</summary>
    [Range(0.01, 3650)]
    public double ExpectedDays { get; set; } = 14;

    public TimeSpan Stranded => TimeSpan.FromHours(StrandedHours);

    public TimeSpan Expected => TimeSpan.FromDays(ExpectedDays);

    public TimeSpan Lease => TimeSpan.FromMinutes(LeaseMinutes);

    public TimeSpan Repair => TimeSpan.FromHours(RepairHours);

    public TimeSpan Active => TimeSpan.FromMinutes(ActiveMinutes);

    public TimeSpan Waiting => TimeSpan.FromMinutes(WaitingMinutes);

    public TimeSpan SweepInterval => TimeSpan.FromSeconds(SweepSeconds);
}
