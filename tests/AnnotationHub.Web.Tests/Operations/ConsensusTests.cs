using System.Globalization;
using System.Text.Json;
using AnnotationHub.Domain.Landmarks;

namespace AnnotationHub.Web.Tests.Operations;

/// <summary><c>consensus</c> as a process: what it writes, what it refuses, what it leaves.</summary>
public sealed class ConsensusTests : IDisposable
{
    private const string Header = "image,slot,worker,landmark,x,y";

    private static readonly LandmarkScheme Scheme = ShippedSchemes.Find("wflw-98")!;

    private readonly ProgramRun program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Consensus_OfThreeAnnotators_IsNearerThanAnyOfThem_WithTheirSkill()
    {
        await File.WriteAllLinesAsync(Labels, [Header, .. Rows(60)]);
        var (status, said, errors) = await RunAsync("--report", Report);
        Assert.True(status == 0, errors);
        Assert.Contains("60 images, 17640 rows, 4 annotators", said, StringComparison.Ordinal);
        var rows = await ReadAsync();
        Assert.Equal(60 * 98, rows.Count);
        Assert.All(rows, r => Assert.True(r.Sxx > 0 && r.Syy > 0 && r.Sxx * r.Syy >= r.Sxy * r.Sxy, $"{r}"));
        Assert.True(rows.Average(r => new ImagePoint(r.X, r.Y).DistanceTo(Truth(r.Image, r.Landmark))) < 1.2);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Report));
        Assert.Equal("batch", report.RootElement.GetProperty("mode").GetString());
        var sigmas = report.RootElement.GetProperty("annotators").EnumerateArray().ToDictionary(a => a.GetProperty("worker").GetString()!, a => a.GetProperty("sigmaPercent"));
        Assert.Equal(["careful", "coarse, \"very\"", "fair", "good"], sigmas.Keys.Order(StringComparer.Ordinal));
        Assert.True(sigmas["careful"].GetProperty("high").GetDouble() < sigmas["coarse, \"very\""].GetProperty("low").GetDouble());
    }

    [Fact]
    public async Task Consensus_OfRowsInAnyOrder_IsTheSame_AndOnlineIsAnother()
    {
        var rows = Rows(8).ToArray();
        await File.WriteAllLinesAsync(Labels, [Header, .. rows]);
        Assert.Equal(0, (await RunAsync()).Status);
        var together = await File.ReadAllTextAsync(Out);
        // By worker, and each image's rows from the last to the first: the images first come in the same order.
        await File.WriteAllLinesAsync(Labels, [Header, .. rows.Where((_, i) => i % 294 == 0), .. rows.Where((_, i) => i % 294 != 0).Reverse()]);
        Assert.Equal(0, (await RunAsync()).Status);
        Assert.Equal(together, await File.ReadAllTextAsync(Out));
        Assert.Equal(0, (await RunAsync("--online")).Status);
        Assert.NotEqual(together, await File.ReadAllTextAsync(Out));
        Assert.Equal(2, Directory.GetFiles(program.Folder).Length);
    }

    [Fact]
    public async Task Consensus_OfSixLabelsAndMissingLandmarks_UsesTheLowestFiveSlots()
    {
        string[] five = [.. Enumerable.Range(0, 5).SelectMany(k => Label("a.jpg", k + 1, $"w{k}", k)).Where(r => !r.Contains(",7,", StringComparison.Ordinal))];
        await File.WriteAllLinesAsync(Labels, [Header, .. five]);
        Assert.Equal(0, (await RunAsync()).Status);
        var without = await File.ReadAllTextAsync(Out);
        Assert.DoesNotContain("a.jpg,7,", without, StringComparison.Ordinal);
        await File.WriteAllLinesAsync(Labels, [Header, .. Label("a.jpg", 9, "late", 50), .. five]);
        var (status, _, notice) = await RunAsync();
        Assert.Equal(0, status);
        Assert.Contains("1 labels were not used", notice, StringComparison.Ordinal);
        Assert.Equal(without, await File.ReadAllTextAsync(Out));
    }

    [Theory]
    [InlineData("a.jpg,0,w,98,1,2", "0 to 97")]
    [InlineData("a.jpg,0,w,3,1,NaN", "A coordinate")]
    [InlineData("a.jpg,0,w,3,1", "Six fields")]
    [InlineData("a.jpg,x,w,3,1,2", "The slot")]
    [InlineData("a.jpg,0,w,0,1,2", "comes twice")]
    [InlineData("a.jpg,0,other,3,1,2", "two workers")]
    public async Task Consensus_OfABadRow_NamesItsLineAndWritesNothing(string row, string why)
    {
        await File.WriteAllLinesAsync(Labels, [Header, "a.jpg,0,w,0,10,20", "a.jpg,0,w,1,30,20", row]);
        await File.WriteAllTextAsync(Out, "what was there");
        var (status, _, errors) = await RunAsync("--report", Report);
        Assert.Equal(2, status);
        Assert.Contains("line 4", errors, StringComparison.Ordinal);
        Assert.Contains(why, errors, StringComparison.Ordinal);
        Assert.Equal("what was there", await File.ReadAllTextAsync(Out));
        Assert.Equal([Labels, Out], Directory.GetFiles(program.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Consensus_OfAnotherFileSchemeOrWord_IsRefused()
    {
        await File.WriteAllLinesAsync(Labels, ["image,worker,landmark,x,y"]);
        var (status, _, errors) = await RunAsync();
        Assert.Equal((2, true), (status, errors.Contains("line 1", StringComparison.Ordinal)));
        Assert.Equal(2, (await program.RunAsync("en_US.UTF-8", "consensus", "--scheme", "none", "--labels", Labels, "--out", Out)).Status);
        Assert.Equal(2, (await program.RunAsync("en_US.UTF-8", "consensus", "--labels", Labels, "--out", Out)).Status);
        Assert.False(File.Exists(Out));
    }

    private string Labels => Path.Combine(program.Folder, "labels.csv");

    private string Out => Path.Combine(program.Folder, "out.csv");

    private string Report => Path.Combine(program.Folder, "report.json");

    private Task<(int Status, string Output, string Errors)> RunAsync(params string[] more) =>
        program.RunAsync("en_US.UTF-8", ["consensus", "--scheme", "wflw-98", "--labels", Labels, "--out", Out, .. more]);

    private static IEnumerable<string> Rows(int images)
    {
        (string Name, double Sigma)[] workers = [("careful", 1), ("good", 1.5), ("fair", 2), ("\"coarse, \"\"very\"\"\"", 5)];
        for (var i = 0; i < images; i++)
            for (var k = 0; k < 3; k++)
                foreach (var row in Label($"{i}.jpg", k, workers[(i + k) % 4].Name, (i * 7) + k, workers[(i + k) % 4].Sigma)) yield return row;
    }

    private static IEnumerable<string> Label(string image, int slot, string worker, int seed, double sigma = 1)
    {
        var random = new Random(seed);
        for (var l = 0; l < Scheme.Count; l++)
        {
            var (truth, far, angle) = (Truth(image, l), sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), 2 * Math.PI * random.NextDouble());
            yield return string.Create(CultureInfo.InvariantCulture, $"{image},{slot},{worker},{l},{truth.X + (far * Math.Cos(angle)):0.000},{truth.Y + (far * Math.Sin(angle)):0.000}");
        }
    }

    private static ImagePoint Truth(string image, int l) => (Scheme.MeanShape[l] * 100) + new ImagePoint(300 + image.Length, 200);

    private async Task<List<(string Image, int Landmark, double X, double Y, double Sxx, double Sxy, double Syy)>> ReadAsync()
    {
        var lines = await File.ReadAllLinesAsync(Out);
        Assert.Equal("image,landmark,x,y,sxx,sxy,syy", lines[0]);
        return [.. lines[1..].Select(line => line.Split(',')).Select(f => (f[0], int.Parse(f[1], CultureInfo.InvariantCulture), Number(f[2]), Number(f[3]), Number(f[4]), Number(f[5]), Number(f[6])))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
