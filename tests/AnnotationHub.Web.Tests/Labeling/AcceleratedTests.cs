using AnnotationHub.Web.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>The setting for demonstrations and tests that shortens every wait.</summary>
public sealed class AcceleratedTests
{
    [Fact]
    public async Task Accelerated_Lease_RunsOutWithinAMinuteAndGoesToAnother()
    {
        await using var host = new LabelingHost((TasksSetup.AccelerateKey, "true"));
        await host.StartAsync(faces: 1, wanted: 1);
        await using var first = await host.ConnectAsync("mei");
        await using var second = await host.ConnectAsync("lan");
        var offer = await first.ClaimOneAsync();
        Assert.Equal(host.Clock.GetUtcNow() + TimeSpan.FromMinutes(1), offer.LeaseExpiresAt);
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        await host.SweepAsync();
        Assert.Equal(offer.TraceCode, (await second.ClaimOneAsync()).TraceCode);
    }

    [Fact]
    public async Task Accelerated_WhatIsConfiguredByItself_Stands()
    {
        await using var host = new LabelingHost((TasksSetup.AccelerateKey, "true"), ("HandOut:LeaseMinutes", "7"));
        await host.StartAsync();
        var options = host.Services.GetRequiredService<IOptions<HandOutOptions>>().Value;
        Assert.Equal((TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(3)), (options.Lease, options.Repair));
    }
}
