using System.Text.Json;
using AnnotationHub.Storage;
using Microsoft.AspNetCore.SignalR.Client;
using static AnnotationHub.Web.Tests.Labeling.LabelingClient;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>Claims, returns and the ends of leases over a real connection, with time as the test wants it.</summary>
public abstract class LeaseTests(DatabaseProvider engine) : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);
    private readonly LabelingHost host = new(engine);

    public async ValueTask InitializeAsync() => await host.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Claim_ManyAsked_GivesFiveAtMostAndEachFaceOnce()
    {
        await host.AddFacesAsync(7, 1);
        await using var annotator = await host.ConnectAsync("mei");
        var first = await annotator.ClaimAsync(99);
        Assert.Equal(5, first.Count);
        Assert.Equal(2, (await annotator.ClaimAsync(5)).Count);
        Assert.Empty(await annotator.ClaimAsync(5));
        Assert.Empty(await annotator.ClaimAsync(0));
        Assert.Empty(await annotator.ClaimAsync(-3));
        Assert.Equal(7, (await annotator.ResumeAsync()).Select(o => o.TraceCode).Distinct().Count());
        Assert.Equal(host.Clock.GetUtcNow() + Lease, first[0].LeaseExpiresAt);
        Assert.Equal("""{"amount":"0.80","currency":"CNY"}""", first[0].Json.GetProperty("price").GetRawText());
    }

    [Fact]
    public async Task Claim_OfOneProject_RefusesWhatIsNotThereAndWhoIsNotCertified()
    {
        await host.AddFacesAsync(1, 1);
        await using var trainee = await host.ConnectAsync("xin", "zh-CN", isCertified: false);
        await using var annotator = await host.ConnectAsync("mei");
        var before = DatabaseImage.Of(host.Database);
        Assert.Equal(LabelingWords.In("zh-CN", "NotCertified.Any"), await RefusalAsync("not-certified", trainee.ClaimAsync()));
        Assert.Equal(LabelingWords.In("zh-CN", "NotCertified.Scheme"), await RefusalAsync("not-certified", trainee.ClaimAsync(1, host.Project.ToString("D"))));
        Assert.Equal(LabelingWords.In("en", "NotFound.Project"), await RefusalAsync("not-found", annotator.ClaimAsync(1, Guid.CreateVersion7().ToString("D"))));
        Assert.Equal(LabelingWords.In("en", "NotFound.Project"), await RefusalAsync("not-found", annotator.ClaimAsync(1, "not an id")));
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
        Assert.Single(await annotator.ClaimAsync(1, host.Project.ToString("D")));
        Assert.Empty(host.Log.Lines);
    }

    [Fact]
    public async Task Claim_WhatOthersMade_IsNotInTheOffer()
    {
        await host.AddFacesAsync(1, 3);
        await using var first = await host.ConnectAsync("mei");
        await using var second = await host.ConnectAsync("lan");
        await first.PlaceAllAsync(await first.ClaimOneAsync());
        var offer = await second.ClaimOneAsync();
        Assert.Empty(offer.Placements);
        Assert.Equal(JsonValueKind.Null, offer.Json.GetProperty("startingShape").ValueKind);
        Assert.Equal(JsonValueKind.Null, offer.Json.GetProperty("landmarks").ValueKind);
    }

    [Fact]
    public async Task Skip_GivesTheFaceToOthersAndNeverBackToTheSamePerson()
    {
        await host.AddFacesAsync(1, 1);
        await using var first = await host.ConnectAsync("mei");
        await using var second = await host.ConnectAsync("lan");
        var offer = await first.ClaimOneAsync();
        await first.PlaceAsync(offer, 1, One(0, 400, 300));
        Assert.Empty(await second.ClaimAsync());
        var before = DatabaseImage.Of(host.Database);
        Assert.Equal(LabelingWords.In("en", "NotFound.Assignment"), await RefusalAsync("not-found", second.SkipAsync(offer.AssignmentId)));
        await RefusalAsync("not-found", first.SkipAsync("nonsense"));
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));

        await first.SkipAsync(offer.AssignmentId, "脸被挡住");
        before = DatabaseImage.Of(host.Database);
        await first.SkipAsync(offer.AssignmentId);
        await RefusalAsync("lease-expired", first.PlaceAsync(offer, 2, One(1, 400, 300)));
        await RefusalAsync("lease-expired", first.SubmitAsync(offer, 1));
        Assert.Empty(await first.ResumeAsync());
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
        Assert.Empty(await first.ClaimAsync());
        Assert.Equal(offer.TraceCode, (await second.ClaimOneAsync()).TraceCode);
        Assert.Equal("脸被挡住", await host.Database.ScalarAsync<string>("SELECT skip_reason FROM assignment WHERE state = 'skipped'"));
    }

    [Fact]
    public async Task RenewLeases_OwnLiveAndOthers_AnswersTheOwnWithItsNewEnd()
    {
        await host.AddFacesAsync(2, 1);
        await using var first = await host.ConnectAsync("mei");
        await using var second = await host.ConnectAsync("lan");
        var (mine, theirs) = (await first.ClaimOneAsync(), await second.ClaimOneAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        var answer = Assert.Single((await first.RenewAsync(mine.AssignmentId, theirs.AssignmentId, "nonsense", mine.AssignmentId)).EnumerateArray());
        Assert.Equal(mine.AssignmentId, answer.GetProperty("assignmentId").GetString());
        Assert.Equal(host.Clock.GetUtcNow() + Lease, answer.GetProperty("leaseExpiresAt").GetDateTimeOffset());
        Assert.Equal(theirs.LeaseExpiresAt, Assert.Single(await Leases("lan")));
    }

    [Fact]
    public async Task Lease_RunsOut_FaceGoesToAnotherAndLateWorkIsKeptForTheSupervisor()
    {
        await host.AddFacesAsync(1, 1);
        await using var late = await host.ConnectAsync("mei", "zh-CN");
        await using var other = await host.ConnectAsync("lan");
        var offer = await late.ClaimOneAsync();
        await late.PlaceAsync(offer, 1, One(0, 400, 300));
        host.Clock.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.Empty(await host.SweepAsync());
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(offer.AssignmentId, Assert.Single(await host.SweepAsync()).AssignmentId.ToString("D"));
        Assert.Empty(await late.ClaimAsync());
        Assert.Empty(await late.ResumeAsync());
        var theirs = await other.ClaimOneAsync();
        Assert.Equal(offer.TraceCode, theirs.TraceCode);

        Assert.Equal(LabelingWords.In("zh-CN", "LeaseExpired.NotNeeded"), await RefusalAsync("lease-expired", late.PlaceAsync(offer, 2, One(1, 401, 301))));
        Assert.Equal("late", await host.Database.ScalarAsync<string>("SELECT kind FROM review_queue"));
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT MAX(durable_sequence) FROM draft"));
        var before = DatabaseImage.Of(host.Database);
        Assert.Equal(LabelingWords.In("zh-CN", "LeaseExpired.NotNeeded"), await RefusalAsync("lease-expired", late.SubmitAsync(offer, 2)));
        await RefusalAsync("bad-placement", late.PlaceAsync(offer, 3, One(99, 1, 1)));
        Assert.Empty((await late.RenewAsync(offer.AssignmentId)).EnumerateArray());
        Assert.Empty(before.Differences(DatabaseImage.Of(host.Database)));
        await other.PlaceAllAsync(theirs);
        Assert.Equal("pending", (await other.SubmitAsync(theirs, 68)).GetProperty("status").GetString());
        Assert.Empty(host.Log.Lines);
    }

    [Theory]
    [InlineData("place")]
    [InlineData("submit")]
    [InlineData("renew")]
    public async Task Lease_RanOutAndNobodyTookTheFace_IsTakenUpAgain(string how)
    {
        await host.AddFacesAsync(1, 1);
        await using var late = await host.ConnectAsync("mei");
        await using var other = await host.ConnectAsync("lan");
        var offer = await late.ClaimOneAsync();
        await late.PlaceAllAsync(offer);
        host.Clock.Advance(Lease + TimeSpan.FromHours(2));
        Assert.Single(await host.SweepAsync());
        if (how == "place") Assert.Equal(69, await late.PlaceAsync(offer, 69, One(0, 400, 300)));
        else if (how == "renew") Assert.Single((await late.RenewAsync(offer.AssignmentId)).EnumerateArray());
        else Assert.Equal("pending", (await late.SubmitAsync(offer, 68)).GetProperty("status").GetString());
        Assert.Empty(await other.ClaimAsync());
        Assert.Equal(how == "submit" ? "submitted" : "live", await host.Database.ScalarAsync<string>("SELECT state FROM assignment"));
    }

    [Fact]
    public async Task Lease_WhoPlaces_KeepsItByWorking()
    {
        await host.AddFacesAsync(1, 1);
        await using var annotator = await host.ConnectAsync("mei");
        var offer = await annotator.ClaimOneAsync();
        for (var i = 1; i <= 6; i++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(20));
            await annotator.PlaceAsync(offer, i, One(i, 400, 300));
            Assert.Empty(await host.SweepAsync());
        }
    }

    [Fact]
    public async Task Hub_TooManyCalls_IsRefusedByAnnotatorAndOthersGoOn()
    {
        await using var strict = await new LabelingHost(engine, ("Labeling:CallsPerSecond", "1")).StartAsync();
        await using var hasty = await strict.ConnectAsync("mei", "zh-CN");
        await using var sameOne = await strict.ConnectAsync("mei");
        await using var other = await strict.ConnectAsync("lan");
        var refused = 0;
        for (var i = 0; i < 30; i++)
        {
            try
            {
                await (i % 2 == 0 ? hasty : sameOne).ResumeAsync();
            }
            catch (Microsoft.AspNetCore.SignalR.HubException refusal)
            {
                Assert.Contains("rate-limited: ", refusal.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 10, 20);
        Assert.Equal(LabelingWords.In("zh-CN", "RateLimited"), await RefusalAsync("rate-limited", hasty.ResumeAsync()));
        Assert.Empty(await other.ResumeAsync());
        Assert.Empty(strict.Log.Lines);
    }

    [Fact]
    public async Task Hub_ArgumentsThatNameNothing_AreRefusedAndTheConnectionGoesOn()
    {
        await using var annotator = await host.ConnectAsync("mei");
        foreach (var method in (string[])["Place", "Submit", "Skip"])
            await RefusalAsync("not-found", annotator.Connection.InvokeAsync<JsonElement>(method, new { }));
        Assert.Empty((await annotator.Connection.InvokeAsync<JsonElement>("RenewLeases", new { })).EnumerateArray());
        Assert.Empty(await annotator.ResumeAsync());
    }

    private Task<IReadOnlyList<DateTimeOffset>> Leases(string name) => host.Database.QueryAsync<DateTimeOffset>(
        "SELECT a.lease_expires_at FROM assignment a JOIN app_user u ON u.id = a.annotator_id WHERE u.user_name = @name AND a.state = 'live'", new { name });
}

public sealed class SqliteLeaseTests() : LeaseTests(DatabaseProvider.Sqlite);

public sealed class SqlServerLeaseTests() : LeaseTests(DatabaseProvider.SqlServer);
