using System.Security.Cryptography;
using System.Text;
using AnnotationHub.Storage.Images;

namespace AnnotationHub.Storage.Tests.Images;

/// <summary>What holds for an image store wherever it keeps its pictures.</summary>
public abstract class ImageStoreTests
{
    protected static readonly byte[] Content = Encoding.UTF8.GetBytes("a picture");

    protected abstract IImageStore Store { get; }

    [Fact]
    public async Task Commit_Bytes_AreFoundUnderTheirHash()
    {
        var address = await StoreAsync(Store, Content);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Content)), address);
        Assert.Equal(Content, await ReadAsync(Store, address));
        Assert.Equal(StoredImageHealth.Sound, await Store.VerifyAsync(address));
    }

    [Fact]
    public async Task Addresses_AfterSeveralPictures_AreTheirs()
    {
        Assert.Empty(await AddressesAsync());
        var stored = new List<string>();
        for (byte i = 0; i < 5; i++) stored.Add(await StoreAsync(Store, [1, 2, i, 4]));
        await Store.KeepRenderingAsync(ImageAddress.OfRendering(stored[0], "small"), Content);
        Assert.Equal(stored.Order(), (await AddressesAsync()).Order());
    }

    [Fact]
    public async Task Commit_TheSameBytesTwiceAndAtOnce_KeepsThemOnce()
    {
        var addresses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StoreAsync(Store, Content)));
        Assert.Single(addresses.Distinct());
        Assert.Equal(addresses[0], Assert.Single(await AddressesAsync()));
    }

    [Fact]
    public async Task Dispose_WithoutCommit_LeavesNothing()
    {
        await using (var picture = Store.Create()) await picture.WriteAsync(Content);
        Assert.Empty(await AddressesAsync());
    }

    [Fact]
    public async Task Open_InAnyOrder_ReadsTheBytesThatLieThere()
    {
        var content = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31)).ToArray();
        var address = await StoreAsync(Store, content);
        await using var stream = await Store.OpenAsync(address);
        Assert.True(stream!.CanSeek);
        Assert.Equal(content.Length, stream.Length);
        var piece = new byte[1_000];
        foreach (var at in (int[])[99_000, 0, 50_000, 51_000, 99_500])
        {
            stream.Position = at;
            var read = await stream.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false);
            Assert.Equal(content.AsSpan(at, Math.Min(1_000, content.Length - at)), piece.AsSpan(0, read));
        }

        Assert.Equal(0, await stream.ReadAsync(piece));
    }

    [Fact]
    public async Task Open_Missing_IsNull()
    {
        var address = new string('0', ImageAddress.Length);
        Assert.Null(await Store.OpenAsync(address));
        Assert.Equal(StoredImageHealth.Missing, await Store.VerifyAsync(address));
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    public async Task Open_WhatIsNoAddress_NeverBecomesAPath(string address) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync(address));

    [Fact]
    public async Task Open_AlteredBytes_AreNoticedAndNotHandedOutWhereTheStoreIsNotTrusted()
    {
        var address = await StoreAsync(Store, Content);
        await AlterAsync(address, Encoding.UTF8.GetBytes("another picture"));
        Assert.Equal(StoredImageHealth.Altered, await Store.VerifyAsync(address));
        await Assert.ThrowsAsync<InvalidDataException>(() => Distrustful().OpenAsync(address));
        Assert.Equal(address, await StoreAsync(Store, Content));
        Assert.Equal(StoredImageHealth.Sound, await Store.VerifyAsync(address));
    }

    [Fact]
    public async Task Rendering_Kept_IsFound()
    {
        var key = ImageAddress.OfRendering(await StoreAsync(Store, Content), "v1 0,0 10x10");
        Assert.Null(await Store.FindRenderingAsync(key));
        await Store.KeepRenderingAsync(key, Content);
        await Store.KeepRenderingAsync(key, Content);
        Assert.Equal(Content, await Store.FindRenderingAsync(key));
    }

    /// <summary>The same pictures, hashed before they are handed out.</summary>
    protected abstract IImageStore Distrustful();

    /// <summary>As a failing disk does, or somebody who should not.</summary>
    protected abstract Task AlterAsync(string address, byte[] content);

    protected static async Task<string> StoreAsync(IImageStore store, byte[] content)
    {
        await using var picture = store.Create();
        // In two pieces, one of each kind of writing.
        picture.Write(content.AsSpan(0, 3));
        await picture.WriteAsync(content.AsMemory(3));
        return await picture.CommitAsync();
    }

    protected static async Task<byte[]> ReadAsync(IImageStore store, string address)
    {
        await using var stream = await store.OpenAsync(address);
        var content = new byte[stream!.Length];
        await stream.ReadExactlyAsync(content);
        return content;
    }

    private ValueTask<List<string>> AddressesAsync() => Store.AddressesAsync().ToListAsync();
}
