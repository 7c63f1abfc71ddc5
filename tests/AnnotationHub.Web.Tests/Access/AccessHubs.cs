using System.Reflection;
using System.Text;
using System.Text.Json;
using AnnotationHub.Web.Labeling;
using AnnotationHub.Web.Supervision;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace AnnotationHub.Web.Tests.Access;

/// <summary>Every method of the hubs, in the same way as the routes.</summary>
internal static class AccessHubs
{
    private static readonly (string Path, Type Hub)[] Hubs = [(LabelingSetup.HubPath, typeof(LabelingHub)), (SupervisionHub.Path, typeof(SupervisionHub))];

    public static IReadOnlyList<(string Hub, string Method)> Methods { get; } =
    [
        .. Hubs.SelectMany(h => h.Hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && m.GetBaseDefinition().DeclaringType == h.Hub)
            .Select(m => (h.Path, m.Name)).Order()),
    ];

    public static async Task<string> RowAsync(AccessWorld world, string hub, string method)
    {
        var row = new StringBuilder($"HUB {hub} {method} |");
        AccessObjects[] objects = IsOfAnObject(method) ? [world.Own, world.Others, AccessObjects.Missing] : [world.Own];
        foreach (var caller in AccessWorld.Callers)
        {
            row.Append(' ');
            foreach (var asked in objects) row.Append(await LetterAsync(world, hub, method, caller, asked));
        }

        return row.ToString();
    }

    private static bool IsOfAnObject(string method) => JsonSerializer.Serialize(Argument(method, AccessObjects.Missing)) !=
        JsonSerializer.Serialize(Argument(method, AccessObjects.Missing with { Assignment = "", Project = "" }));

    private static async Task<char> LetterAsync(AccessWorld world, string hub, string method, string? caller, AccessObjects asked)
    {
        try
        {
            await using var connection = await world.ConnectAsync(hub, caller);
            var argument = Argument(method, asked);
            var answer = argument is null ? await connection.InvokeAsync<JsonElement>(method) : await connection.InvokeAsync<JsonElement>(method, argument);
            // New leases are told for one's own alone; of others' there is nothing in the list.
            return method == nameof(LabelingHub.RenewLeases) && answer.GetArrayLength() == 0 ? '.' : '+';
        }
        catch (HttpRequestException refused) when (refused.StatusCode is { } status)
        {
            return status switch { System.Net.HttpStatusCode.Unauthorized => '-', System.Net.HttpStatusCode.NotFound => '.', _ => 'x' };
        }
        catch (HubException refusal)
        {
            return refusal.Message.Contains("not-found:", StringComparison.Ordinal) ? '.' : '+';
        }
    }

    private static object? Argument(string method, AccessObjects asked) => method switch
    {
        nameof(LabelingHub.Claim) => new { projectId = asked == AccessObjects.Missing ? asked.Project : null, count = 0 },
        nameof(LabelingHub.Place) => new { assignmentId = asked.Assignment, epoch = 0, firstSequence = 1, placements = Array.Empty<object>() },
        nameof(LabelingHub.Submit) => new { assignmentId = asked.Assignment, epoch = 0, sequence = 1, acknowledgedFindings = Array.Empty<string>() },
        nameof(LabelingHub.Skip) => new { assignmentId = asked.Assignment, reason = "r" },
        nameof(LabelingHub.RenewLeases) => new { assignmentIds = new[] { asked.Assignment } },
        _ => null,
    };
}
