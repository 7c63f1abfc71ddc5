using System.Globalization;
using AnnotationHub.Domain.Earnings;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;

namespace AnnotationHub.Web.Projects;

/// <summary>How projects and faces look on the pages: state badges, money, names, shares of a bar.</summary>
public static class ProjectDisplay
{
    /// <summary>The states in the order of a face's life, which is the order of bars, figures and filters.</summary>
    public static IReadOnlyList<TaskState> FaceStates { get; } =
        [TaskState.Waiting, TaskState.InProgress, TaskState.InReview, TaskState.Accepted, TaskState.Rejected];

    public static string BadgeOf(ProjectState state) => state switch
    {
        ProjectState.Draft => "wait",
        ProjectState.Open => "ok",
        ProjectState.Paused => "warn",
        ProjectState.Closed => "wait",
    };

    public static string BadgeOf(TaskState state) => state switch
    {
        TaskState.Waiting => "wait",
        TaskState.InProgress => "busy",
        TaskState.InReview => "warn",
        TaskState.Accepted => "ok",
        TaskState.Rejected => "bad",
    };

    public static int CountOf(Project project, TaskState state) => state switch
    {
        TaskState.Waiting => project.Waiting,
        TaskState.InProgress => project.InProgress,
        TaskState.InReview => project.InReview,
        TaskState.Accepted => project.Accepted,
        TaskState.Rejected => project.Rejected,
    };

    /// <summary>What can still happen to nothing: finished or given up.</summary>
    public static int Settled(Project project) => project.Accepted + project.Rejected;

    public static string SchemeName(string key) => ShippedSchemes.Find(key) is { } scheme ? scheme.Name.In(CultureInfo.CurrentUICulture.Name) : key;

    public static string Money(long tenThousandths, string currency) =>
        $"{(currency == "CNY" ? "¥" : currency + " ")}{new Money(tenThousandths, currency).Amount}";

    /// <summary>Local to the county, where everybody who reads it lives.</summary>
    public static string Time(DateTimeOffset instant) =>
        instant.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A number of an SVG attribute.</summary>
    public static string Svg(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
