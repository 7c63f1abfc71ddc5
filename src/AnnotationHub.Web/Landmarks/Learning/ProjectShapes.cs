using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Landmarks.Shapes;
using AnnotationHub.Storage;

namespace AnnotationHub.Web.Landmarks.Learning;

/// <summary>A project that has twice as many accepted faces as when it learned last.</summary>
internal sealed class DueProject
{
    public Guid Id { get; init; }

    public string SchemeKey { get; init; } = "";

    public int Accepted { get; init; }
}

/// <summary>What a project has learned, and from how many faces.</summary>
internal sealed record LearnedShape(LandmarkScheme Scheme, ShapeModel Model, int Faces);

/// <summary>The shape models that projects have learned from their accepted faces.</summary>
internal sealed class ProjectShapes(Database database)
{
    private const string DueSql =
        """
        SELECT p.id, p.scheme_key, t.accepted
        FROM project p
        JOIN project_tally t ON t.project_id = p.id
        LEFT JOIN project_shape s ON s.project_id = p.id
        WHERE p.state = 'open' AND t.accepted >= @leastFaces AND (s.accepted IS NULL OR t.accepted >= 2 * s.accepted)
        ORDER BY p.id
        """;

    public Task<IReadOnlyList<DueProject>> DueAsync(int leastFaces, CancellationToken cancellation) =>
        database.QueryAsync<DueProject>(DueSql, new { leastFaces }, cancellation);

    private const string FacesSql =
        """
        SELECT c.landmarks
        FROM task t
        JOIN consensus c ON c.task_id = t.id
        WHERE t.project_id = @projectId AND t.state = 'accepted'
        ORDER BY t.id DESC
        OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY
        """;

    /// <summary>The newest accepted faces all of whose landmarks have a place.</summary>
    public async Task<IReadOnlyList<ImmutableArray<ImagePoint>>> FacesAsync(Guid projectId, int limit, CancellationToken cancellation)
    {
        var packed = await database.QueryAsync<byte[]>(FacesSql, new { projectId, limit }, cancellation);
        return [.. packed.Select(p => PackedLandmarks.Unpack(p)).Where(f => f.All(l => l.HasPosition)).Select(f => f.Select(l => l.Point).ToImmutableArray())];
    }

    private const string UpdateSql =
        "UPDATE project_shape SET accepted = @accepted, faces = @faces, noise = @noise, mean = @mean, modes = @modes, learned_at = @now WHERE project_id = @projectId";

    private const string InsertSql =
        """
        INSERT INTO project_shape (project_id, accepted, faces, noise, mean, modes, learned_at)
        VALUES (@projectId, @accepted, @faces, @noise, @mean, @modes, @now)
        """;

    /// <param name="project">As it was found due.</param>
    /// <param name="model">Null where too few of its faces were complete: it is looked at again when there are twice as many.</param>
    /// <param name="faces">How many faces the model was learned from.</param>
    /// <param name="now">When.</param>
    public Task KeepAsync(DueProject project, ShapeModel? model, int faces, DateTimeOffset now, CancellationToken cancellation)
    {
        var row = new
        {
            projectId = project.Id,
            accepted = project.Accepted,
            faces = model is null ? 0 : faces,
            noise = model?.Noise ?? 0,
            mean = Pack(model is null ? [] : model.Mean.SelectMany(p => new[] { p.X, p.Y })),
            modes = Pack(model is null ? [] : model.Modes.SelectMany(m => m)),
            now,
        };
        return database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(UpdateSql, row) == 0) await session.ExecuteAsync(InsertSql, row);
            },
            cancellation);
    }

    private const string FindSql =
        """
        SELECT p.scheme_key, s.faces, s.noise, s.mean, s.modes
        FROM project p
        LEFT JOIN project_shape s ON s.project_id = p.id
        WHERE p.id = @projectId
        """;

    /// <summary>What the project has learned; the shipped model of its scheme, of 0 faces, where that is nothing yet; null where there is no such project.</summary>
    public async Task<LearnedShape?> FindAsync(Guid projectId, CancellationToken cancellation)
    {
        if (await database.FirstOrDefaultAsync<ShapeRow>(FindSql, new { projectId }, cancellation) is not { } row) return null;
        if (ShippedSchemes.Find(row.SchemeKey) is not { } scheme) return null;
        if (row is not { Faces: > 0, Mean: { } mean, Modes: { } modes })
            return ShapeModelFile.Shipped(row.SchemeKey) is { } shipped ? new LearnedShape(scheme, shipped, 0) : null;
        ImmutableArray<ImagePoint> points = [.. Unpack(mean).Chunk(2).Select(p => new ImagePoint(p[0], p[1]))];
        return new LearnedShape(scheme, new ShapeModel(points, [.. Unpack(modes).Chunk(2 * scheme.Count).Select(m => m.ToImmutableArray())], row.Noise ?? 0), row.Faces.Value);
    }

    private const string HoldsSql = "SELECT COUNT(*) FROM assignment WHERE annotator_id = @annotatorId AND state = 'live' AND project_id = @projectId";

    /// <summary>Whether the annotator works on a face of the project now.</summary>
    public async Task<bool> WorksOnAsync(Guid annotatorId, Guid projectId, CancellationToken cancellation) =>
        await database.ScalarAsync<int>(HoldsSql, new { annotatorId, projectId }, cancellation) > 0;

    private static byte[] Pack(IEnumerable<double> numbers) => MemoryMarshal.AsBytes<double>([.. numbers]).ToArray();

    private static double[] Unpack(byte[] packed) => MemoryMarshal.Cast<byte, double>(packed).ToArray();

    private sealed class ShapeRow
    {
        public string SchemeKey { get; init; } = "";

        public int? Faces { get; init; }

        public double? Noise { get; init; }

        public byte[]? Mean { get; init; }

        public byte[]? Modes { get; init; }
    }
}
