using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using AnnotationHub.Web.Tests.Images;
using AnnotationHub.Web.Tests.Projects;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace AnnotationHub.Web.Tests.Access;

/// <summary>Every route of the running program, called by everybody for an own object, another's and one that does not exist.</summary>
internal static partial class AccessRoutes
{
    /// <summary>Method and pattern of every route except the static files, which are for everybody.</summary>
    public static IReadOnlyList<(string Method, string Pattern)> Of(IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"])
                .Select(method => (method, PatternOf(e))))
            .Distinct().OrderBy(r => r.Item2, StringComparer.Ordinal).ThenByDescending(r => r.method, StringComparer.Ordinal),
    ];

    /// <summary>Of a route, its parameters without their constraints.</summary>
    public static string PatternOf(RouteEndpoint route) => "/" + Constraint().Replace(route.RoutePattern.RawText!, "{$1}").Trim('/');

    public static async Task<string> RowAsync(AccessWorld world, string method, string pattern)
    {
        var row = new StringBuilder($"{method} {pattern} |");
        AccessObjects[] objects = IsOfAnObject(pattern) ? [world.Own, world.Others, AccessObjects.Missing] : [world.Own];
        foreach (var caller in AccessWorld.Callers)
        {
            row.Append(' ');
            foreach (var asked in objects)
            {
                using var client = await world.ClientAsync(caller);
                using var request = new HttpRequestMessage(new HttpMethod(method), Fill(pattern, asked)) { Content = Body(method, pattern, asked) };
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                row.Append(Letter(answer));
            }
        }

        return row.ToString();
    }

    /// <summary><c>-</c> sign in first; <c>.</c> does not exist; <c>x</c> exists and is not for you; <c>+</c> let in, whatever is then said to the request itself.</summary>
    public static char Letter(HttpResponseMessage answer)
    {
        Assert.True((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.TooManyRequests, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answered {answer.StatusCode}");
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => '-',
            HttpStatusCode.Redirect when answer.Headers.Location!.OriginalString.Contains("/sign-in", StringComparison.Ordinal) => '-',
            HttpStatusCode.NotFound => '.',
            HttpStatusCode.Forbidden => 'x',
            _ => '+',
        };
    }

    public static bool IsOfAnObject(string pattern) => Fill(pattern, AccessObjects.Missing) != Fill(pattern, AccessObjects.Missing with
    {
        Project = "",
        Photograph = "",
        TraceCode = "",
        Assignment = "",
        User = "",
        Payout = "",
        Appeal = "",
    });

    /// <summary>The address of a route for these objects.</summary>
    public static string Fill(string pattern, AccessObjects objects) => Parameter().Replace(pattern, match => (match.Groups[1].Value, match.Groups[2].Value) switch
    {
        ("projects", _) => objects.Project,
        ("images", _) => objects.Photograph,
        ("faces", _) => objects.TraceCode,
        ("assignments", _) => objects.Assignment,
        ("annotators" or "users", _) => objects.User,
        ("payouts", _) => objects.Payout,
        ("appeals", _) => objects.Appeal,
        (_, "number" or "item") => "1",
        (_, "name") => "manifest.json",
        (_, "rendition") => "work",
        ("schemes", _) => "ibug-68",
        (_, "month") => "2026-11",
        (_, "status") => "400",
        (_, "culture") => "zh-CN",
        (_, "set") => "Layout",
        (_, "documentName") => "v1",
        _ => "nothing",
    } is var value && match.Groups[1].Length > 0 ? $"{match.Groups[1].Value}/{value}" : value);

    /// <summary>A request that nothing but the right to it can stop.</summary>
    private static HttpContent? Body(string method, string pattern, AccessObjects objects) => (method, pattern) switch
    {
        ("GET" or "HEAD" or "DELETE", _) => null,
        (_, "/api/v1/session") => JsonContent.Create(new { userName = "annotator3", password = "demo-annotator" }),
        (_, "/api/v1/projects") => JsonContent.Create(ProjectHost.Order()),
        (_, "/api/v1/projects/{id}/images") => new MultipartFormDataContent { { new ByteArrayContent(TestPictures.JpegNumber(9)), "files", "b.jpg" } },
        (_, "/api/v1/faces/{traceCode}/adjudication") => JsonContent.Create(new { decision = "acceptConsensus", reason = "r" }),
        (_, "/api/v1/me/appeals") => JsonContent.Create(new { objects.TraceCode, reason = "r" }),
        (_, "/api/v1/appeals/{id}") => JsonContent.Create(new { uphold = false, answer = "r" }),
        (_, "/culture") => new FormUrlEncodedContent([new("culture", "zh-CN")]),
        _ => JsonContent.Create(new { reason = "r", state = "paid", budget = new { amount = "100.00", currency = "CNY" } }),
    };

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Constraint();

    // A parameter with the segment before it, which says what it names.
    [GeneratedRegex(@"(?:(\w[\w-]*)/)?\{(\w+)\}")]
    private static partial Regex Parameter();
}
