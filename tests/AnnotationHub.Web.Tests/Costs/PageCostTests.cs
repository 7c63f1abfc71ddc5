using AnnotationHub.Web.Tests.Access;
using AnnotationHub.Web.Tests.Labeling;

namespace AnnotationHub.Web.Tests.Costs;

/// <summary>
/// What a page or an answer of the API costs the database, in steps of its virtual machine, does not grow with the work that was done. Both worlds fill
/// every list's first page, so that the many rows beside them are what differs.
/// </summary>
public sealed class PageCostTests
{
    private const int Few = 120;
    private const int Many = 1_500;

    private static readonly string[] Callers = ["mei", "supervisor1", "client1", "admin1"];

    [Fact]
    public async Task Steps_OfEveryPageAndEveryAnswer_AreAboutTheSameWithTwelveTimesTheWork()
    {
        var (few, many) = (await StepsAsync(Few), await StepsAsync(Many));
        Assert.Equal(few.Keys, many.Keys);
        var grown = few.Keys.Where(route => many[route].Steps > (few[route].Steps * 1.5) + 500)
            .Select(route => $"{route}: {few[route].Steps} steps, then {many[route].Steps}, most of them for: {many[route].Costliest}").ToList();
        Assert.True(grown.Count == 0, string.Join('\n', grown));
    }

    private static async Task<SortedDictionary<string, RouteCost>> StepsAsync(int copies)
    {
        await using var world = await new GrownWorld().StartAsync(copies);
        using var steps = await StatementSteps.OfAllAsync(world.Database);
        var counts = new SortedDictionary<string, RouteCost>(StringComparer.Ordinal);
        foreach (var caller in Callers)
        {
            using var client = await world.ClientAsync(caller);
            foreach (var (_, pattern) in AccessRoutes.Of(world.Services).Where(r => r.Method == "GET"))
            {
                var address = AccessRoutes.Fill(pattern, world.Objects);
                // What is kept in memory after the first call is not asked for again.
                for (var call = 0; call < 2; call++)
                {
                    steps.Restart();
                    using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
                    if (answer.IsSuccessStatusCode) counts[$"{caller} {pattern}"] = new RouteCost(steps.Total, steps.Costliest);
                }
            }
        }

        return counts;
    }

    private readonly record struct RouteCost(long Steps, string Costliest);
}
