using AnnotationHub.Storage.Images;

namespace AnnotationHub.Storage.Tests.Images;

public sealed class FolderImageStoreTests : ImageStoreTests, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-pictures-");
    private readonly FolderImageStore store;

    public FolderImageStoreTests() => store = new FolderImageStore(folder.FullName);

    protected override IImageStore Store => store;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Dispose_WithoutCommit_TakesItsHalfWrittenFileAway()
    {
        await using (var picture = store.Create())
        {
            await picture.WriteAsync(Content);
            Assert.Single(Files("incoming"));
            Assert.Empty(Files("pictures"));
        }

        Assert.Empty(Files("incoming"));
    }

    [Fact]
    public async Task Commit_LeavesNoSecondCopyBehind()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StoreAsync(store, Content)));
        Assert.Single(Files("pictures"));
        Assert.Empty(Files("incoming"));
    }

    [Fact]
    public async Task Rendering_Lost_IsMissing()
    {
        var key = ImageAddress.OfRendering(await StoreAsync(store, Content), "v1 0,0 10x10");
        await store.KeepRenderingAsync(key, Content);
        File.Delete(Assert.Single(Files("renderings")));
        Assert.Null(await store.FindRenderingAsync(key));
    }

    [Fact]
    public void Sweep_HalfWrittenFilesOfADeadProcess_AreDeletedAfterADay()
    {
        var left = Path.Combine(folder.FullName, "incoming", "left");
        File.WriteAllBytes(left, Content);
        store.SweepLeftovers(DateTimeOffset.UtcNow);
        Assert.True(File.Exists(left));
        store.SweepLeftovers(DateTimeOffset.UtcNow.AddHours(25));
        Assert.False(File.Exists(left));
    }

    protected override IImageStore Distrustful() => new FolderImageStore(folder.FullName, verifyOnRead: true);

    protected override Task AlterAsync(string address, byte[] content) => File.WriteAllBytesAsync(Assert.Single(Files("pictures")), content);

    private string[] Files(string part) => Directory.GetFiles(Path.Combine(folder.FullName, part), "*", SearchOption.AllDirectories);
}
