using System.Collections.Immutable;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Projects;

/// <summary>Projects that want the landmarks of some kinds more exact than the face as a whole. Takes part in the caller's unit.</summary>
internal static class KindTargets
{
    private const string OfSql = "SELECT landmark_kind, target_percent FROM project_kind_target WHERE project_id = @projectId";

    /// <summary>Largest predicted mean error by kind, in per cent of the normalising distance; empty where the project names none.</summary>
    public static async Task<ImmutableSortedDictionary<LandmarkKind, double>> OfAsync(DbSession session, Guid projectId)
    {
        var rows = await session.QueryAsync<Row>(OfSql, new { projectId });
        return rows.Count == 0
            ? ImmutableSortedDictionary<LandmarkKind, double>.Empty
            : rows.Where(r => LandmarkKindWire.Parse(r.LandmarkKind) is not null).ToImmutableSortedDictionary(r => LandmarkKindWire.Parse(r.LandmarkKind)!.Value, r => r.TargetPercent);
    }

    private const string InsertSql =
        "INSERT INTO project_kind_target (project_id, landmark_kind, target_percent) VALUES (@projectId, @kind, @targetPercent)";

    public static async Task AddAsync(DbSession session, Guid projectId, IReadOnlyDictionary<LandmarkKind, double> targets)
    {
        foreach (var (kind, targetPercent) in targets)
            await session.ExecuteAsync(InsertSql, new { projectId, kind = LandmarkKindWire.Name(kind), targetPercent });
    }

    private sealed class Row
    {
        public string LandmarkKind { get; init; } = "";

        public double TargetPercent { get; init; }
    }
}
