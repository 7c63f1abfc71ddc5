using System.Diagnostics;
using AnnotationHub.Domain.Datasets;
using AnnotationHub.Storage.Tests;
using AnnotationHub.Web.Datasets;

namespace AnnotationHub.Web.Tests.Datasets;

/// <summary>The subcommand as a process of its own: what it writes, and what its sudden death leaves.</summary>
public sealed class ReleaseProcessTests
{
    private const int Faces = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Subcommand_WithAFolder_WritesFilesThatTheirChecksumsConfirm()
    {
        var test = await TestDatabase.SqliteAsync();
        await using var world = await ReleaseWorld.CreateAsync(test);
        await world.FaceAsync(await world.PhotographAsync("a.jpg"), 1, ReleaseWorld.Landmarks(0));
        var target = Path.Combine(world.ImagesFolder, "out");

        using var process = Start(test, world, target);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output);
        foreach (var file in await world.Releases.FilesAsync(world.Project, 1))
        {
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(target, file.FileName)))));
            Assert.Contains($"{file.Sha256}  {file.FileName}", output, StringComparison.Ordinal);
        }

        Assert.Equal(5, (await File.ReadAllLinesAsync(Path.Combine(target, ChecksumList.FileName))).Length);
    }

    [Fact]
    public async Task Build_ProcessKilledInTheMiddle_IsFinishedByAnother()
    {
        var test = await TestDatabase.SqliteAsync();
        await using var world = await ReleaseWorld.CreateAsync(test);
        for (var p = 0; p < Faces / 10; p++)
        {
            var photograph = await world.PhotographAsync($"{p}.jpg");
            for (var f = 1; f <= 10; f++) await world.FaceAsync(photograph, f, ReleaseWorld.Landmarks(p));
        }

        using (var process = Start(test, world))
        {
            using var late = new CancellationTokenSource(Patience);
            while (!Directory.EnumerateFiles(Path.Combine(world.ImagesFolder, "incoming")).Any()) await Task.Delay(1, late.Token);
            process.Kill();
            await process.WaitForExitAsync(late.Token);
        }

        var left = await world.Releases.FindAsync(world.Project, 1);
        Assert.Equal("building", left!.State);
        Assert.Empty(await world.Releases.FilesAsync(world.Project, 1));

        // The dead process wrote its lease by the real clock.
        world.Clock.Advance(DateTimeOffset.UtcNow.AddMinutes(5) - world.Clock.GetUtcNow());
        var node = world.Node();
        Assert.Equal(BuildOutcome.Ready, await node.BuildAsync((await node.ClaimAsync(default))!, default));
        var csv = await world.TextAsync(1, ReleaseFiles.CsvName);
        Assert.Equal(Faces + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static Process Start(TestDatabase test, ReleaseWorld world, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(typeof(Program).Assembly.Location)! };
        foreach (var word in (string[])[typeof(Program).Assembly.Location, "release", world.Project.ToString(), .. words]) start.ArgumentList.Add(word);
        start.Environment["Database__ConnectionString"] = test.Location;
        start.Environment["Images__Folder"] = world.ImagesFolder;
        return Process.Start(start)!;
    }
}
