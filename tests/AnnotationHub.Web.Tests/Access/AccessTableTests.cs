namespace AnnotationHub.Web.Tests.Access;

/// <summary>
/// Who is let in where, as access.txt says it. A route, a page's form or a hub method of the running program without a row there fails, and so does one whose row has
/// changed: whoever adds a route decides for whom it is.
/// </summary>
public sealed class AccessTableTests
{
    [Fact]
    public async Task EveryRouteFormAndHubMethod_ForEveryRole_IsAsTheTableSays()
    {
        await using var world = await new AccessWorld().StartAsync();
        var found = new List<string>();
        foreach (var (method, pattern) in AccessRoutes.Of(world.Services)) found.Add(await AccessRoutes.RowAsync(world, method, pattern));
        // Late: a face that is skipped is nobody's any more.
        foreach (var (hub, method) in AccessHubs.Methods.OrderBy(m => m.Method == "Skip")) found.Add(await AccessHubs.RowAsync(world, hub, method));
        // Later still: one of these disables the annotator.
        var forms = new AccessForms(world);
        foreach (var (method, pattern, handler) in await AccessForms.OfAsync(world.Services)) found.Add(await forms.RowAsync(method, pattern, handler));
        var written = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "access.txt"))).Where(l => l.Length > 0 && l[0] != '#').ToList();
        var missing = found.Except(written).Select(row => $"not in the table: {row}");
        var stale = written.Except(found).Select(row => $"in the table and not so: {row}");
        Assert.True(found.Order().SequenceEqual(written.Order()), string.Join('\n', missing.Concat(stale)));
    }
}
