using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace AnnotationHub.Storage.Images;

/// <summary>The few calls of S3 that an image store needs, in the form that compatible servers take as well as Amazon's.</summary>
internal sealed class S3Objects : IDisposable
{
    private readonly S3ImageStoreOptions options;
    private readonly AmazonS3Client client;

    public S3Objects(S3ImageStoreOptions options)
    {
        this.options = options;
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.PathStyle ?? !string.IsNullOrEmpty(options.Endpoint),
            AuthenticationRegion = options.Region,
            // Compatible servers do not know the newer checksums; the signature holds the SHA-256 of what is sent.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { Length: > 0 } endpoint) config.ServiceURL = endpoint;
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        client = options.AccessKey is { Length: > 0 } key ? new AmazonS3Client(new BasicAWSCredentials(key, options.SecretKey), config) : new AmazonS3Client(config);
    }

    /// <summary>One listing: it needs the endpoint and the keys to be right. A bucket that is yet to be made is no fault.</summary>
    public async Task AskAsync(CancellationToken cancellation)
    {
        try
        {
            await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = options.Bucket, MaxKeys = 1 }, cancellation);
        }
        catch (AmazonS3Exception missing) when (missing.ErrorCode == "NoSuchBucket")
        {
            // Made at the first write.
        }
    }

    /// <summary>In bytes; null where there is nothing under the key.</summary>
    public async Task<long?> SizeAsync(string key, CancellationToken cancellation)
    {
        try
        {
            return (await client.GetObjectMetadataAsync(options.Bucket, key, cancellation)).ContentLength;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The bytes from <paramref name="position"/> on; the caller disposes the answer.</summary>
    public Task<GetObjectResponse> ReadAsync(string key, long position, long size, CancellationToken cancellation) => client.GetObjectAsync(
        new GetObjectRequest { BucketName = options.Bucket, Key = key, ByteRange = position == 0 ? null : new ByteRange(position, size - 1) }, cancellation);

    /// <summary>All of <paramref name="content"/> under the key, or nothing; S3 answers once it is durable.</summary>
    /// <param name="content">Seekable, at its beginning; stays open.</param>
    public async Task WriteAsync(string key, Stream content, CancellationToken cancellation)
    {
        try
        {
            await PutAsync(key, content, cancellation);
        }
        catch (AmazonS3Exception missing) when (missing.ErrorCode == "NoSuchBucket")
        {
            await MakeBucketAsync(cancellation);
            content.Position = 0;
            await PutAsync(key, content, cancellation);
        }
    }

    public async IAsyncEnumerable<string> KeysAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = prefix };
        do
        {
            ListObjectsV2Response page;
            try
            {
                page = await client.ListObjectsV2Async(request, cancellation);
            }
            catch (AmazonS3Exception missing) when (missing.ErrorCode == "NoSuchBucket")
            {
                yield break;
            }

            foreach (var found in page.S3Objects ?? []) yield return found.Key;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    public void Dispose() => client.Dispose();

    private async Task MakeBucketAsync(CancellationToken cancellation)
    {
        try
        {
            await client.PutBucketAsync(options.Bucket, cancellation);
        }
        catch (AmazonS3Exception there) when (there.ErrorCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists")
        {
            // Another write, on this node or another, was first.
        }
    }

    private Task PutAsync(string key, Stream content, CancellationToken cancellation) => content.Length > options.PartBytes
        ? PutInPartsAsync(key, content, cancellation)
        : client.PutObjectAsync(
            new PutObjectRequest { BucketName = options.Bucket, Key = key, InputStream = content, AutoCloseStream = false, UseChunkEncoding = false }, cancellation);

    private async Task PutInPartsAsync(string key, Stream content, CancellationToken cancellation)
    {
        var upload = (await client.InitiateMultipartUploadAsync(options.Bucket, key, cancellation)).UploadId;
        try
        {
            var parts = new List<PartETag>();
            for (var left = content.Length; left > 0; left -= options.PartBytes)
            {
                var part = await client.UploadPartAsync(
                    new UploadPartRequest
                    {
                        BucketName = options.Bucket,
                        Key = key,
                        UploadId = upload,
                        PartNumber = parts.Count + 1,
                        PartSize = Math.Min(left, options.PartBytes),
                        InputStream = content,
                        UseChunkEncoding = false,
                    },
                    cancellation);
                parts.Add(new PartETag(parts.Count + 1, part.ETag));
            }

            await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = options.Bucket, Key = key, UploadId = upload, PartETags = parts }, cancellation);
        }
        catch
        {
            // Parts that belong to nothing would be paid for until somebody finds them.
            await client.AbortMultipartUploadAsync(options.Bucket, key, upload, CancellationToken.None);
            throw;
        }
    }
}
