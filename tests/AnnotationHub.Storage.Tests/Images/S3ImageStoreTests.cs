using System.Security.Cryptography;
using AnnotationHub.Storage.Images;

namespace AnnotationHub.Storage.Tests.Images;

/// <summary>Each test in a bucket of its own, on a stand-in that speaks S3 over HTTP.</summary>
public sealed class S3ImageStoreTests(S3Server server) : ImageStoreTests, IClassFixture<S3Server>, IDisposable
{
    private const int PartBytes = 5 * 1024 * 1024;
    private readonly DirectoryInfo incoming = Directory.CreateTempSubdirectory("annotationhub-s3-incoming-");
    private readonly string bucket = $"faces-{Guid.NewGuid():N}";
    private S3ImageStore? store;

    protected override IImageStore Store => store ??= new S3ImageStore(Options(), incoming.FullName);

    public void Dispose()
    {
        store?.Dispose();
        // Gone with their streams: nothing of what was on its way up may stay on this machine.
        Assert.Empty(incoming.GetFiles());
        incoming.Delete();
    }

    [Fact]
    public async Task Commit_LargerThanAPart_GoesUpInPartsAndComesBackWhole()
    {
        var content = RandomNumberGenerator.GetBytes((2 * PartBytes) + 12_345);
        var address = await StoreAsync(Store, content);
        Assert.Equal(content, await ReadAsync(Store, address));
        Assert.Equal(StoredImageHealth.Sound, await Store.VerifyAsync(address));
    }

    [Fact]
    public async Task Commit_WhereTheStoreCannotBeReached_Fails()
    {
        using var away = new S3ImageStore(Options() with { Endpoint = "http://127.0.0.1:1" }, incoming.FullName);
        await using var picture = away.Create();
        await picture.WriteAsync(Content);
        await Assert.ThrowsAnyAsync<Exception>(picture.CommitAsync);
    }

    protected override IImageStore Distrustful() => new S3ImageStore(Options(), incoming.FullName, verifyOnRead: true);

    protected override Task AlterAsync(string address, byte[] content) =>
        File.WriteAllBytesAsync(server.PathOf(bucket, $"pictures/{address[..2]}/{address[2..4]}/{address}"), content);

    private S3ImageStoreOptions Options() => new()
    {
        Endpoint = server.Endpoint,
        Bucket = bucket,
        AccessKey = S3Server.Key,
        SecretKey = S3Server.Key,
        PartBytes = PartBytes,
    };
}
