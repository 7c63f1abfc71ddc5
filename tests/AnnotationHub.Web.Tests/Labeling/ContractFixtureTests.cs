using System.Text.Json;
using System.Text.Json.Nodes;
using AnnotationHub.Web.Labeling;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>The hub's messages are frozen in tests/contract-fixtures, one file a message; the browser's types are held against the same files.</summary>
public sealed class ContractFixtureTests
{
    private static readonly Type[] Messages =
    [
        typeof(ClaimRequest), typeof(PlaceRequest), typeof(PlaceAcknowledgement), typeof(SubmitRequest), typeof(SkipRequest), typeof(RenewLeasesRequest),
        typeof(LeaseRenewal), typeof(TaskOffer), typeof(SubmissionOutcome), typeof(AssignmentChanged), typeof(EarningsChanged), typeof(Notice),
    ];

    private static readonly JsonSerializerOptions Options = Configured();

    public static TheoryData<string> Names => [.. Messages.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fixture_ReadAndWritten_IsTheSame(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), $"{name}.json"));
        var read = JsonSerializer.Deserialize(text, Messages.Single(m => m.Name == name), Options);
        var written = JsonSerializer.SerializeToNode(read, Options);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), written), $"{name} went out as {written}");
    }

    [Fact]
    public void Fixtures_AndMessages_AreTheSameSet() =>
        Assert.Equal(Messages.Select(m => m.Name).Order(), Directory.GetFiles(Folder(), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order());

    private static JsonSerializerOptions Configured()
    {
        var options = new JsonSerializerOptions();
        LabelingJson.Configure(options);
        return options;
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AnnotationHub.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "tests", "contract-fixtures");
    }
}
