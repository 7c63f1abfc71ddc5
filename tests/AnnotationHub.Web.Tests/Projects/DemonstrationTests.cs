using AnnotationHub.Storage;

namespace AnnotationHub.Web.Tests.Projects;

public sealed class DemonstrationTests
{
    private const string StateSql = "SELECT COALESCE(MAX(state), '') FROM project WHERE is_demonstration = 1";
    private const string PhotographsSql = "SELECT COUNT(*) FROM photograph";

    [Fact]
    public async Task Load_CutOffInTheMiddle_IsTakenUpAndCompletedOnce()
    {
        var folder = Directory.CreateTempSubdirectory("annotationhub-demonstration-");
        try
        {
            await using (var first = new ProjectHost(folder.FullName, keepsFolder: true, loadsDemonstration: true))
            {
                using var client = first.CreateClient();
                await UntilAsync(first.Database, PhotographsSql, count => count != "0");
            }

            await using (var second = new ProjectHost(folder.FullName, keepsFolder: true, loadsDemonstration: true))
            {
                using var client = await second.SignedInAsync("client1");
                await UntilAsync(second.Database, StateSql, state => state == "open");
                var samples = Directory.GetFiles(SampleFolder(), "*.jpg").Length;
                Assert.Equal(samples, await second.Database.ScalarAsync<int>(PhotographsSql));
                Assert.Equal(samples, await second.Database.ScalarAsync<int>("SELECT photographs FROM project_tally"));
                Assert.InRange(await second.Database.ScalarAsync<int>("SELECT COUNT(*) FROM task WHERE is_gold = 0"), 24, 200);
                Assert.InRange(await second.Database.ScalarAsync<int>("SELECT COUNT(*) FROM gold_truth"), 1, 24);
                Assert.Equal(1, await second.Database.ScalarAsync<int>("SELECT COUNT(*) FROM project"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task UntilAsync(Database database, string sql, Func<string, bool> reached)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!reached(await database.ScalarAsync<string>(sql) ?? ""))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), $"not reached within a minute: {sql}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static string SampleFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "sample-images");
            if (Directory.Exists(samples)) return samples;
        }

        throw new InvalidOperationException("There is no folder of sample photographs above the tests.");
    }
}
