using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace AnnotationHub.Web.Landmarks;

/// <summary>An answer that seldom changes, with its fingerprint: a browser asks only whether it still has it.</summary>
internal sealed record ServedJson(byte[] Json, EntityTagHeaderValue Tag)
{
    public static ServedJson Of<TResponse>(JsonSerializerOptions options, TResponse response)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(response, options);
        return new ServedJson(bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }

    public FileContentHttpResult Answer(HttpContext context)
    {
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Vary = "Accept-Language, Cookie";
        // Nothing secret is in it together with what a caller sent: compressing it over https betrays nothing.
        if (context.Features.Get<IHttpsCompressionFeature>() is { } compression) compression.Mode = HttpsCompressionMode.Compress;
        return TypedResults.Bytes(Json, "application/json; charset=utf-8", entityTag: Tag);
    }
}
