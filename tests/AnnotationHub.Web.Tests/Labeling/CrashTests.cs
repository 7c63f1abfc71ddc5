using System.Text.Json;
using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Tasks;

namespace AnnotationHub.Web.Tests.Labeling;

/// <summary>What was acknowledged is there after a death without warning, however often it dies.</summary>
public sealed class CrashTests
{
    private const int Rounds = 20;
    private const int Annotators = 4;
    private const int AcknowledgedBeforeTheKill = 1_000;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("annotationhub-crash-");
    private readonly Random random = new(20261124);

    [Fact]
    public async Task Kill_AtARandomMomentUnderLoad_LosesNoAcknowledgedPlacement()
    {
        var workers = await PrepareAsync();
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                // By turns: each draft saved at once, and all behind the journal of a crowd.
                await using var server = await ServerProcess.StartAsync(folder.FullName, ("Labeling__JournalFrom", round % 2 == 0 ? "1" : "1000"));
                var acknowledged = new Count();
                var work = workers.Select(w => w.WorkAsync(server, acknowledged)).ToList();
                while (acknowledged.Value < AcknowledgedBeforeTheKill)
                {
                    Assert.DoesNotContain(work, w => w.IsFaulted);
                    await Task.Delay(1);
                }

                await Task.Delay(random.Next(60));
                server.Kill();
                await Task.WhenAll(work).WaitAsync(TimeSpan.FromSeconds(60));
            }

            await using var last = await ServerProcess.StartAsync(folder.FullName);
            foreach (var worker in workers) await worker.CompareAsync(last);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One face for each, in the file that the server will open.</summary>
    private async Task<IReadOnlyList<Worker>> PrepareAsync()
    {
        await using var database = Database.Create(new DatabaseOptions { ConnectionString = Path.Combine(folder.FullName, "host.db") }, folder.FullName);
        var now = DateTimeOffset.UtcNow;
        await new Migrator(database.Dialect).MigrateAsync(now);
        var project = Guid.CreateVersion7(now);
        var users = Enumerable.Range(0, Annotators).Select(i => AppUser.Create($"annotator{i}", $"annotator{i}", [UserRoles.Annotator], now)).ToList();
        await database.WriteAsync(async session =>
        {
            foreach (var user in users)
            {
                await UserStore.InsertAsync(session, user);
                await CertificationStore.CertifyAsync(session, user.Id, LabelingHost.Scheme.Key, now);
            }

            await session.ExecuteAsync(LabelingHost.InsertProjectSql, new { id = project, owner = users[0].Id });
            await session.ExecuteAsync(LabelingHost.InsertPhotographSql, new { id = project, project, hash = "a" });
            await TaskIntake.AddAsync(session, new NewTask(project, project, 1, LabelingHost.Box, Annotators), now);
        });
        var tokens = new SessionTokenStore(database);
        var workers = new List<Worker>();
        foreach (var user in users) workers.Add(new Worker(user.Id, await tokens.IssueAsync(user.Id, now, now.AddHours(1))));
        return workers;
    }

    private sealed class Count
    {
        private int value;

        public int Value => Volatile.Read(ref value);

        public void Add(int more) => Interlocked.Add(ref value, more);
    }

    /// <summary>An annotator who never stops moving points, and remembers what was sent and what was acknowledged.</summary>
    private sealed class Worker(Guid id, string token)
    {
        private readonly Dictionary<long, (int Landmark, double X)> sent = [];
        private long acknowledgedSequence;

        public async Task WorkAsync(ServerProcess server, Count acknowledged)
        {
            var (annotator, offer, sequence) = await OpenAsync(server);
            await using var closing = annotator;
            try
            {
                while (true)
                {
                    // Now one placement, now a handful: both ways that the browser sends.
                    var batch = Enumerable.Range(0, sequence % 3 == 0 ? 5 : 1).Select(i => Next(sequence + 1 + i)).ToList();
                    var durable = await annotator.PlaceAsync(offer, sequence + 1, $"[{string.Join(',', batch)}]");
                    Assert.Equal(sequence + batch.Count, durable);
                    acknowledged.Add(batch.Count);
                    acknowledgedSequence = sequence = durable;
                }
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException or InvalidOperationException or System.Net.WebSockets.WebSocketException)
            {
                // The line went with the server.
            }
        }

        public async Task CompareAsync(ServerProcess server)
        {
            var (annotator, _, _) = await OpenAsync(server);
            await annotator.DisposeAsync();
        }

        // Every landmark stands where its last durable placement put it, and nothing acknowledged is newer than what is durable.
        private async Task<(LabelingClient, LabelingOffer, long Sequence)> OpenAsync(ServerProcess server)
        {
            var annotator = await server.ConnectAsync(token, id);
            var offer = acknowledgedSequence == 0 ? await FirstAsync(annotator) : Assert.Single(await annotator.ResumeAsync());
            var durable = offer.Placements.Count == 0 ? 0 : offer.Placements.Max(Sequence);
            Assert.True(durable >= acknowledgedSequence, $"{acknowledgedSequence} placements were acknowledged and {durable} are there.");
            foreach (var placement in offer.Placements)
                Assert.Equal(sent[Sequence(placement)], (placement.GetProperty("landmark").GetInt32(), placement.GetProperty("x").GetDouble()));
            foreach (var landmark in sent.Where(s => s.Key <= acknowledgedSequence).GroupBy(s => s.Value.Landmark))
                Assert.Contains(offer.Placements, p => p.GetProperty("landmark").GetInt32() == landmark.Key && Sequence(p) >= landmark.Max(s => s.Key));
            return (annotator, offer, durable);
        }

        private static async Task<LabelingOffer> FirstAsync(LabelingClient annotator) =>
            await annotator.ResumeAsync() is [var open, ..] ? open : await annotator.ClaimOneAsync();

        private string Next(long sequence)
        {
            var (landmark, x) = ((int)(sequence * 7 % 68), 300 + (sequence % 10_000 / 100.0));
            sent[sequence] = (landmark, x);
            return LabelingClient.Placement(landmark, x, 250);
        }

        private static long Sequence(JsonElement placement) => placement.GetProperty("sequence").GetInt64();
    }
}
