using System.Threading.Channels;
using AnnotationHub.Domain.Datasets.Import;

namespace AnnotationHub.Web.Images.Intake;

/// <summary>
/// One upload, file by file as they arrive: landmark files are read, photographs are decoded and stored meanwhile on all cores, and
/// once the last file is there (a landmark file may be it) the photographs become rows, each in a transaction of its own.
/// Whatever is wrong with a file is its line of the report and nobody else's.
/// </summary>
public sealed class UploadSession : IAsyncDisposable
{
    private const int SniffBytes = LandmarkFiles.BytesToRecognize;

    private readonly IntakeProject project;
    private readonly LandmarkUse use;
    private readonly PhotographIntake intake;
    private readonly CancellationTokenSource ended;
    private readonly Channel<Arrival> queue = Channel.CreateBounded<Arrival>(IntakeLimits.WaitingPhotographs);
    private readonly Task[] workers;
    private readonly UnpackingBudget budget = new();
    private readonly List<FileLine> lines = [];
    private readonly HashSet<string> seen = [];
    private int archives;

    internal UploadSession(IntakeProject project, LandmarkUse use, PhotographIntake intake, CancellationToken cancellation)
    {
        (this.project, this.use, this.intake) = (project, use, intake);
        ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(PrepareAllAsync))];
    }

    /// <summary>Takes one file in: a photograph, a landmark file or an archive of both. Returns before a photograph is decoded.</summary>
    /// <param name="name">What the client calls it; never used as a path.</param>
    public Task AddAsync(string name, Stream content) => AddAsync(new FileName(name, name, UploadScopes.Outermost), content);

    private async Task AddAsync(FileName file, Stream content)
    {
        var reportName = file.Reported;
        if (lines.Count >= IntakeLimits.MaxEntries)
        {
            Report(reportName, "Archive.TooManyEntries", IntakeLimits.MaxEntries);
            return;
        }

        var beginning = new byte[SniffBytes];
        var length = await content.ReadAtLeastAsync(beginning, SniffBytes, throwOnEndOfStream: false, ended.Token);
        var start = beginning.AsMemory(0, length);
        switch (FileKinds.Of(file.Own, start.Span))
        {
            case FileKind.Photograph:
                await AddPhotographAsync(file, start, content);
                break;
            case FileKind.Landmarks:
                await AddLandmarksAsync(file, start, content);
                break;
            case FileKind.Archive when file.Scope != UploadScopes.Outermost:
                Report(reportName, "Archive.Nested");
                break;
            case FileKind.Archive:
                await AddArchiveAsync(file.Own, start, content);
                break;
            case FileKind.Empty:
                Report(reportName, $"Refusal.{PhotographRefusal.Empty}");
                break;
            case FileKind.Unknown:
                Report(reportName, $"Refusal.{PhotographRefusal.NotAPhotograph}");
                break;
        }
    }

    private async Task AddPhotographAsync(FileName file, ReadOnlyMemory<byte> start, Stream content)
    {
        // One byte more than allowed, so that the header still tells what else is wrong with it.
        var upload = await SpooledFile.ReceiveAsync(intake.SpoolFolder, start, content, PhotographLimits.MaxBytes + 1, ended.Token);
        if (upload is null)
        {
            Report(file.Reported, $"Refusal.{PhotographRefusal.TooManyBytes}");
            return;
        }

        var (header, refusal) = PhotographHeader.Read(upload.Stream);
        var line = new FileLine(file);
        lines.Add(line);
        if (header is null) line.Report = FileReport.Rejected(file.Reported, $"Refusal.{refusal}");
        else if (!seen.Add(upload.Sha256)) line.Report = new(file.Reported, FileStatus.Duplicate, new("File.TwiceInUpload"));
        if (line.Report is null) await queue.Writer.WriteAsync(new(line, upload, header!), ended.Token);
        else await upload.DisposeAsync();
    }

    private async Task AddLandmarksAsync(FileName file, ReadOnlyMemory<byte> start, Stream content)
    {
        await using var spooled = await SpooledFile.ReceiveAsync(intake.SpoolFolder, start, content, LandmarkFileLimits.Default.MaxBytes, ended.Token);
        if (spooled is null)
        {
            Report(file.Reported, $"LandmarkProblem.{LandmarkFileProblemCode.TooLarge}", 1, "", "", LandmarkFileLimits.Default.MaxBytes);
            return;
        }

        var format = LandmarkFiles.Recognize(file.Own, start.Span)!.Value;
        var read = LandmarkFiles.Read(format, file.Own, spooled.Stream, project.Scheme);
        lines.Add(new(file) { Landmarks = new(file.Own, format, read) });
    }

    private async Task AddArchiveAsync(string name, ReadOnlyMemory<byte> start, Stream content)
    {
        await using var archive = await SpooledFile.ReceiveAsync(intake.SpoolFolder, start, content, IntakeLimits.MaxRealBytes, ended.Token);
        if (archive is null)
        {
            Report(name, "Archive.TooLarge");
            return;
        }

        var scope = ++archives;
        foreach (var entry in ArchiveEntries.Of(archive.Stream))
        {
            var reportName = entry.Name.Length == 0 ? name : ClientFileName.Clean($"{name}/{entry.Name}");
            if (entry.Refusal is { } refusal) Report(reportName, refusal.Key, refusal.Arguments);
            else if (!await AddEntryAsync(entry, new(ClientFileName.Clean(entry.Name), reportName, scope))) break;
        }
    }

    /// <summary>False where nothing more may be taken from the archive.</summary>
    private async Task<bool> AddEntryAsync(ArchiveEntry entry, FileName file)
    {
        try
        {
            await using var content = entry.Open(budget);
            await AddAsync(file, content);
            return true;
        }
        catch (TooMuchUnpackedException tooMuch)
        {
            Report(file.Reported, tooMuch.IsWholeArchive ? "Archive.TooLarge" : "Archive.Ratio", IntakeLimits.MaxRatio);
            return !tooMuch.IsWholeArchive;
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            Report(file.Reported, "Archive.Damaged");
            return true;
        }
    }

    private async Task PrepareAllAsync()
    {
        try
        {
            await foreach (var (line, upload, header) in queue.Reader.ReadAllAsync(ended.Token))
            {
                await using (upload) await PrepareAsync(line, upload, header);
            }
        }
        catch (Exception failure)
        {
            // Whoever still brings files must not wait for a worker that is no more.
            queue.Writer.TryComplete(failure);
            throw;
        }
    }

    private async Task PrepareAsync(FileLine line, SpooledFile upload, PhotographHeader header)
    {
        if (await intake.Photographs.IsKnownAsync(project.Id, upload.Sha256, ended.Token))
        {
            line.Report = new(line.ReportName, FileStatus.Duplicate, new("File.Duplicate"));
            return;
        }

        try
        {
            var (photograph, refusal) = await intake.Preparation.PrepareAsync(line.Name, upload, header, ended.Token);
            line.Photograph = photograph;
            if (photograph is null) line.Report = FileReport.Rejected(line.ReportName, $"Refusal.{refusal}");
        }
        catch (IOException full)
        {
            intake.LogNotStored(line.Name, full);
            line.Report = FileReport.Rejected(line.ReportName, "File.NotStored");
        }
    }

    /// <summary>Call once, after the last file: brings the photographs into the project and answers a line per file.</summary>
    public async Task<UploadReport> CompleteAsync()
    {
        queue.Writer.Complete();
        await Task.WhenAll(workers);
        var scopes = new UploadScopes([.. lines.Where(l => l.IsPhotograph).Select(l => l.File)], [.. lines.Where(l => l.Landmarks is not null).Select(l => (l.File, l.Landmarks!))]);
        foreach (var line in lines)
        {
            line.Report ??= line.Landmarks is { } landmarks ? LandmarkLine(line, landmarks, scopes) : await AddRowsAsync(line, scopes.For(line.File));
        }

        return new([.. lines.Select(l => l.Report!)]);
    }

    private async Task<FileReport> AddRowsAsync(FileLine line, LandmarkMatch match)
    {
        var plan = match.Refusal is { } unclear ? new([], unclear) : FacePlan.For(line.Photograph!.Normalised, match.Image, match.Problems, use);
        if (plan.Refusal is { } refusal) return new(line.ReportName, FileStatus.Rejected, refusal);
        return await intake.Photographs.AddAsync(project, line.Photograph!, plan.Faces, intake.Now, ended.Token) switch
        {
            PhotographAddition.Added => new(line.ReportName, FileStatus.Accepted, null, plan.Faces.Length),
            PhotographAddition.Duplicate => new(line.ReportName, FileStatus.Duplicate, new("File.Duplicate")),
            PhotographAddition.ProjectClosed => FileReport.Rejected(line.ReportName, "File.ProjectClosed"),
        };
    }

    private static FileReport LandmarkLine(FileLine line, NamedLandmarkFile landmarks, UploadScopes scopes)
    {
        if (!landmarks.File.IsReadToEnd)
            return new(line.ReportName, FileStatus.Rejected, LandmarkProblemText.Of(landmarks.File.Problems.First(p => p.Effect == ProblemEffect.FileCutShort)));
        if (landmarks.File.ProblemCount > 0)
            return new(line.ReportName, FileStatus.Accepted, LandmarkProblemText.Of(landmarks.File.Problems[0]));
        var unmatched = scopes.Unmatched(landmarks);
        return new(line.ReportName, FileStatus.Accepted, unmatched == 0 ? null : new("Landmarks.Unmatched", unmatched));
    }

    private void Report(string reportName, string key, params object[] arguments) =>
        lines.Add(new(new("", reportName, UploadScopes.Outermost)) { Report = FileReport.Rejected(reportName, key, arguments) });

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        queue.Writer.TryComplete();
        try
        {
            await Task.WhenAll(workers);
        }
        catch (OperationCanceledException)
        {
            // The upload was given up; what was stored of it is found again by the next.
        }

        while (queue.Reader.TryRead(out var left)) await left.Upload.DisposeAsync();
        ended.Dispose();
    }

    private sealed record Arrival(FileLine Line, SpooledFile Upload, PhotographHeader Header);

    private sealed class FileLine(FileName file)
    {
        public FileName File { get; } = file;

        public string Name => File.Own;

        public string ReportName => File.Reported;

        public NamedLandmarkFile? Landmarks { get; init; }

        public StoredPhotograph? Photograph { get; set; }

        public FileReport? Report { get; set; }

        public bool IsPhotograph => Landmarks is null && Name.Length > 0;
    }
}
