using System.Text;
using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Domain.Tasks;
using AnnotationHub.Storage.Images;
using AnnotationHub.Web.Images.Intake;

namespace AnnotationHub.Web.Tests.Images.Intake;

public sealed class UploadTests : IAsyncLifetime
{
    private static readonly (int X, int Y)[] NoParts = [];

    // 68 positions within 10..77 of the 96 × 64 picture.
    private static readonly (int X, int Y)[] Parts = [.. Enumerable.Range(0, 68).Select(i => (10 + i, 10 + (i % 40)))];

    private IntakeWorld world = null!;

    public async ValueTask InitializeAsync() => world = await IntakeWorld.CreateAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Upload_PhotographAlone_IsOneFaceAsAWhole()
    {
        var report = await world.UploadAsync(("girl.jpg", TestPictures.JpegHeld(6)));
        Assert.Equal([new FileReport("girl.jpg", FileStatus.Accepted, null, 1)], report.Files);
        var task = Assert.Single(await world.TasksAsync());
        Assert.Equal(new FaceBox(0, 0, 64, 96), task.Box);
        Assert.Equal((64, 96, 6), (task.WidthPx, task.HeightPx, task.Orientation));
        Assert.Equal(("waiting", 2, HandOutLane.Ordinary, 2), (task.State, task.Wanted, task.Lane, task.Remaining));
        Assert.Equal(task.TraceCode, TraceCode.Parse(task.TraceCode));
        var tally = await world.TallyAsync();
        Assert.Equal((1, 1, 1), (tally!.Photographs, tally.Faces, tally.Waiting));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_SeveralFaces_AreSeveralTasksInWhateverOrderTheFilesCome(bool landmarksFirst)
    {
        var photograph = ("group.jpg", TestPictures.Jpeg());
        var landmarks = ("faces.xml", IntakeWorld.Dlib(("group.jpg", [(5, 6, 20, 21, NoParts), (40, 6, 30, 31, NoParts), (70, 10, 15, 15, NoParts)])));
        var report = await (landmarksFirst ? world.UploadAsync(landmarks, photograph) : world.UploadAsync(photograph, landmarks));
        Assert.Equal(3, report.Faces);
        Assert.All(report.Files, f => Assert.Equal(FileStatus.Accepted, f.Status));
        var boxes = (await world.TasksAsync()).Select(t => t.Box);
        Assert.Equal([new FaceBox(5, 6, 20, 21), new(40, 6, 30, 31), new(70, 10, 15, 15)], boxes);
    }

    [Fact]
    public async Task Upload_Gold_KeepsTheTruthAndGoesToItsLane()
    {
        var report = await world.UploadAsync(LandmarkUse.Gold, ("a.jpg", TestPictures.Jpeg()), ("a.xml", IntakeWorld.Dlib(("a.jpg", [(5, 5, 80, 50, Parts)]))));
        Assert.Equal(1, report.Faces);
        var task = Assert.Single(await world.TasksAsync());
        Assert.True(task.IsGold);
        Assert.Equal(("accepted", HandOutLane.Gold), (task.State, task.Lane));
        Assert.Null(task.StartingShape);
        // dlib counts pixels; their centres lie half a pixel further.
        Assert.Equal(Parts.Select(p => PlacedLandmark.At(p.X + 0.5, p.Y + 0.5)), PackedLandmarks.Unpack(task.Truth));
    }

    [Fact]
    public async Task Upload_Prelabel_ShowsTheLandmarksAndHidesNothing()
    {
        await world.UploadAsync(LandmarkUse.Prelabel, ("a.jpg", TestPictures.Jpeg()), ("a.xml", IntakeWorld.Dlib(("a.jpg", [(5, 5, 80, 50, Parts)]))));
        var task = Assert.Single(await world.TasksAsync());
        Assert.False(task.IsGold);
        Assert.Equal("waiting", task.State);
        Assert.Equal(Parts.Length, PackedLandmarks.Unpack(task.StartingShape).Length);
    }

    [Fact]
    public async Task Upload_SameFileTwice_IsADuplicateAndStoredOnce()
    {
        await world.UploadAsync(("a.jpg", TestPictures.Jpeg()));
        var (before, stored) = (await world.CountsAsync(), world.StoredPictures());
        var again = await world.UploadAsync(("other name.jpg", TestPictures.Jpeg()), ("and again.jpg", TestPictures.Jpeg()));
        Assert.All(again.Files, f => Assert.Equal((FileStatus.Duplicate, 0), (f.Status, f.Faces)));
        Assert.Equal(before, await world.CountsAsync());
        Assert.Equal(stored, world.StoredPictures());
    }

    [Fact]
    public async Task Upload_ManyBadFiles_SpoilNothingForTheGoodOnes()
    {
        var whole = TestPictures.Jpeg();
        var report = await world.UploadAsync(
            ("cut.jpg", whole[..600]),
            ("text.jpg", Encoding.UTF8.GetBytes("this is no photograph")),
            ("empty.png", []),
            ("huge.png", TestPictures.PngHeaderOnly(30_000, 30_000)),
            ("good.jpg", whole),
            ("animated.webp", TestPictures.AnimatedWebP()),
            ("notes.json", Encoding.UTF8.GetBytes("{\"a\": 1}")),
            ("broken.zip", [.. "PK\u0003\u0004"u8, 1, 2, 3]),
            ("good.png", TestPictures.Png()));
        Assert.Equal(
            [
                ("cut.jpg", "Refusal.Damaged"), ("text.jpg", "Refusal.NotAPhotograph"), ("empty.png", "Refusal.Empty"),
                ("huge.png", "Refusal.SideTooLong"), ("good.jpg", null), ("animated.webp", "Refusal.SeveralFrames"),
                ("notes.json", "LandmarkProblem.NotThisFormat"), ("broken.zip", "Archive.Damaged"), ("good.png", null),
            ],
            report.Files.Select(f => (f.Name, f.Reason?.Key)));
        Assert.Equal((2L, 2L, 2L, 0), await world.CountsAsync());
        Assert.Equal(2, report.Count(FileStatus.Accepted));
    }

    [Fact]
    public async Task Upload_LandmarksOutsideThePhotograph_RejectThatPhotographAlone()
    {
        (int X, int Y)[] wild = [.. Parts];
        wild[30] = (5_000, 20);
        foreach (var use in Enum.GetValues<LandmarkUse>())
        {
            var report = await world.UploadAsync(
                use,
                ("bad.jpg", TestPictures.JpegNumber((int)use)),
                ("good.jpg", TestPictures.JpegNumber(10 + (int)use)),
                ("faces.xml", IntakeWorld.Dlib(("bad.jpg", [(5, 5, 80, 50, wild)]), ("good.jpg", [(5, 5, 80, 50, Parts)]))));
            Assert.Equal((FileStatus.Rejected, "LandmarkProblem.LandmarkOutsidePhotograph"), (report.Files[0].Status, report.Files[0].Reason!.Key));
            Assert.Equal((FileStatus.Accepted, 1), (report.Files[1].Status, report.Files[1].Faces));
        }
    }

    [Fact]
    public async Task Upload_LandmarksThatAreNoNumbers_RejectThatPhotograph()
    {
        var xml = Encoding.UTF8.GetString(IntakeWorld.Dlib(("a.jpg", [(5, 5, 80, 50, Parts)]))).Replace("x='40'", "x='NaN'", StringComparison.Ordinal);
        var report = await world.UploadAsync(LandmarkUse.Gold, ("a.jpg", TestPictures.Jpeg()), ("a.xml", Encoding.UTF8.GetBytes(xml)));
        Assert.Equal((FileStatus.Rejected, "LandmarkProblem.NotFinite"), (report.Files[0].Status, report.Files[0].Reason!.Key));
        Assert.Equal((0L, 0L, 0L, 0), await world.CountsAsync());
    }

    [Fact]
    public async Task Upload_BoxBeyondThePhotograph_IsRejected_AndOneAcrossItsEdgeIsCut()
    {
        var report = await world.UploadAsync(
            ("away.jpg", TestPictures.JpegNumber(1)),
            ("edge.jpg", TestPictures.JpegNumber(2)),
            ("faces.xml", IntakeWorld.Dlib(("away.jpg", [(200, 5, 20, 20, NoParts)]), ("edge.jpg", [(-10, 40, 30, 40, NoParts)]))));
        Assert.Equal("LandmarkProblem.BoxOutsidePhotograph", report.Files[0].Reason!.Key);
        Assert.Equal(new FaceBox(0, 40, 20, 24), Assert.Single(await world.TasksAsync()).Box);
    }

    [Fact]
    public async Task Upload_LandmarkFileCutShort_HoldsItsPhotographsBack()
    {
        var xml = IntakeWorld.Dlib(("a.jpg", [(5, 5, 20, 20, NoParts), (40, 5, 20, 20, NoParts)]));
        var report = await world.UploadAsync(("a.jpg", TestPictures.Jpeg()), ("faces.xml", xml[..^60]));
        Assert.Equal((FileStatus.Rejected, "Landmarks.CutShort"), (report.Files[0].Status, report.Files[0].Reason!.Key));
        Assert.Equal(FileStatus.Rejected, report.Files[1].Status);
        var mended = await world.UploadAsync(("a.jpg", TestPictures.Jpeg()), ("faces.xml", xml));
        Assert.Equal(2, mended.Faces);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    public async Task Upload_CoordinatesOfTheStoredPixels_AreTurnedWithThePhotograph(int orientation)
    {
        // Stated with the size before turning, as tools that ignore the orientation do.
        var xml = Encoding.UTF8.GetString(IntakeWorld.Dlib(("a.jpg", [(10, 20, 30, 16, NoParts)])))
            .Replace("file='a.jpg'", "file='a.jpg' width='96' height='64'", StringComparison.Ordinal);
        await world.UploadAsync(("a.jpg", TestPictures.JpegHeld(orientation)), ("a.xml", Encoding.UTF8.GetBytes(xml)));
        var expected = orientation switch
        {
            6 => new FaceBox(64 - 36, 10, 16, 30),
            8 => new FaceBox(20, 96 - 40, 16, 30),
            // Width and height say nothing here: what browsers and viewers show is meant.
            _ => new FaceBox(10, 20, 30, 16),
        };
        Assert.Equal(expected, Assert.Single(await world.TasksAsync()).Box);
    }

    [Fact]
    public async Task Upload_LandmarkFileOfAnotherSize_IsRejected()
    {
        var xml = Encoding.UTF8.GetString(IntakeWorld.Dlib(("a.jpg", [(1, 2, 3, 4, NoParts)])))
            .Replace("file='a.jpg'", "file='a.jpg' width='960' height='640'", StringComparison.Ordinal);
        var report = await world.UploadAsync(("a.jpg", TestPictures.Jpeg()), ("a.xml", Encoding.UTF8.GetBytes(xml)));
        Assert.Equal("LandmarkProblem.PhotographSizeDiffers", report.Files[0].Reason!.Key);
    }

    [Fact]
    public async Task Upload_AfterACrashBetweenPictureAndRow_FindsThePictureAndAddsTheRow()
    {
        var failing = new StoreThatStopsAfter(world.Store, commits: 2);
        await using (var session = world.Intake(failing).Open(world.Project, LandmarkUse.Boxes, TestContext.Current.CancellationToken))
        {
            await session.AddAsync("a.jpg", new MemoryStream(TestPictures.Jpeg()));
            var report = await session.CompleteAsync();
            Assert.Equal("File.NotStored", Assert.Single(report.Files).Reason!.Key);
        }

        Assert.Equal((0L, 0L, 0L, 0), await world.CountsAsync());
        Assert.InRange(world.StoredPictures(), 1, 2);
        Assert.Equal(1, (await world.UploadAsync(("a.jpg", TestPictures.Jpeg()))).Faces);
        Assert.Equal(1, (await world.TallyAsync())!.Photographs);
    }

    [Fact]
    public async Task Upload_GivenUp_LeavesNoRowAndNoFile()
    {
        await using (var session = world.Intake().Open(world.Project, LandmarkUse.Boxes, TestContext.Current.CancellationToken))
        {
            await session.AddAsync("a.jpg", new MemoryStream(TestPictures.Jpeg()));
            await session.AddAsync("b.jpg", new MemoryStream(TestPictures.JpegNumber(1)));
        }

        Assert.Equal((0L, 0L, 0L, 0), await world.CountsAsync());
    }

    [Fact]
    public async Task Upload_Pts_BelongsToThePhotographOfItsName()
    {
        var lines = string.Join('\n', Parts.Select(p => $"{p.X} {p.Y}"));
        var pts = Encoding.ASCII.GetBytes($"version: 1\nn_points: 68\n{{\n{lines}\n}}\n");
        var report = await world.UploadAsync(LandmarkUse.Gold, ("a.jpg", TestPictures.JpegNumber(1)), ("a.pts", pts), ("b.jpg", TestPictures.JpegNumber(2)));
        Assert.Equal([FileStatus.Accepted, FileStatus.Accepted, FileStatus.Rejected], report.Files.Select(f => f.Status));
        // .pts counts from 1.
        Assert.Equal(new ImagePoint(Parts[0].X - 0.5, Parts[0].Y - 0.5), PackedLandmarks.Unpack(Assert.Single(await world.TasksAsync()).Truth)[0].Point);
    }

    private sealed class StoreThatStopsAfter(IImageStore inner, int commits) : IImageStore
    {
        private int left = commits;

        public ImageWriteStream Create() => new Failing(this, inner.Create());

        public Task<Stream?> OpenAsync(string address, CancellationToken cancellation) => inner.OpenAsync(address, cancellation);

        public IAsyncEnumerable<string> AddressesAsync(CancellationToken cancellation = default) => inner.AddressesAsync(cancellation);

        public Task<StoredImageHealth> VerifyAsync(string address, CancellationToken cancellation) => inner.VerifyAsync(address, cancellation);

        public Task<byte[]?> FindRenderingAsync(string key, CancellationToken cancellation) => inner.FindRenderingAsync(key, cancellation);

        public Task KeepRenderingAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation) => inner.KeepRenderingAsync(key, content, cancellation);

        private sealed class Failing(StoreThatStopsAfter store, ImageWriteStream target) : ImageWriteStream(target)
        {
            protected override Task<string> PlaceAsync(string address) =>
                store.left-- > 0 ? target.CommitAsync() : throw new IOException("No space left on device");

            public override async ValueTask DisposeAsync()
            {
                await target.DisposeAsync();
                await base.DisposeAsync();
                GC.SuppressFinalize(this);
            }
        }
    }
}
