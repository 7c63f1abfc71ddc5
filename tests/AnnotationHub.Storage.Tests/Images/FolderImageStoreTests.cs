using System.Security.Cryptography;
using System.Text;
using AnnotationHub.Storage.Images;

namespace AnnotationHub.Storage.Tests.Images;

public sealed class FolderImageStoreTests : IDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("a picture");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-pictures-");
    private readonly FolderImageStore store;

    public FolderImageStoreTests() => store = new FolderImageStore(folder.FullName);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Commit_Bytes_AreFoundUnderTheirHash()
    {
        var address = await StoreAsync(store, Content);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Content)), address);
        Assert.Equal(Content, await ReadAsync(store, address));
        Assert.Equal(StoredImageHealth.Sound, await store.VerifyAsync(address));
    }

    [Fact]
    public async Task Commit_TheSameBytesTwiceAndAtOnce_KeepsThemOnce()
    {
        var addresses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StoreAsync(store, Content)));
        Assert.Single(addresses.Distinct());
        Assert.Single(Files("pictures"));
        Assert.Empty(Files("incoming"));
    }

    [Fact]
    public async Task Dispose_WithoutCommit_LeavesNothing()
    {
        await using (var picture = store.Create())
        {
            await picture.WriteAsync(Content);
            Assert.Single(Files("incoming"));
            Assert.Empty(Files("pictures"));
        }

        Assert.Empty(Files("incoming"));
        Assert.Empty(Files("pictures"));
    }

    [Fact]
    public async Task Open_Missing_IsNull()
    {
        var address = new string('0', ImageAddress.Length);
        Assert.Null(await store.OpenAsync(address));
        Assert.Equal(StoredImageHealth.Missing, await store.VerifyAsync(address));
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    public async Task Open_WhatIsNoAddress_NeverBecomesAPath(string address) =>
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenAsync(address));

    [Fact]
    public async Task Open_AlteredBytes_AreNoticedAndNotHandedOutWhereTheDiskIsNotTrusted()
    {
        var address = await StoreAsync(store, Content);
        await File.WriteAllTextAsync(Assert.Single(Files("pictures")), "another picture", TestContext.Current.CancellationToken);
        Assert.Equal(StoredImageHealth.Altered, await store.VerifyAsync(address));
        var careful = new FolderImageStore(folder.FullName, verifyOnRead: true);
        await Assert.ThrowsAsync<InvalidDataException>(() => careful.OpenAsync(address));
    }

    [Fact]
    public async Task Rendering_Kept_IsFoundUntilItIsLost()
    {
        var key = ImageAddress.OfRendering(await StoreAsync(store, Content), "v1 0,0 10x10");
        Assert.Null(await store.FindRenderingAsync(key));
        await store.KeepRenderingAsync(key, Content);
        await store.KeepRenderingAsync(key, Content);
        Assert.Equal(Content, await store.FindRenderingAsync(key));
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

    private static async Task<string> StoreAsync(FolderImageStore store, byte[] content)
    {
        await using var picture = store.Create();
        // In two pieces, one of each kind of writing.
        picture.Write(content.AsSpan(0, 3));
        await picture.WriteAsync(content.AsMemory(3));
        return await picture.CommitAsync();
    }

    private static async Task<byte[]> ReadAsync(FolderImageStore store, string address)
    {
        await using var stream = await store.OpenAsync(address);
        var content = new byte[stream!.Length];
        await stream.ReadExactlyAsync(content);
        return content;
    }

    private string[] Files(string part) => Directory.GetFiles(Path.Combine(folder.FullName, part), "*", SearchOption.AllDirectories);
}
