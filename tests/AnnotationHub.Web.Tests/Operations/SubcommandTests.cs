using AnnotationHub.Storage;
using AnnotationHub.Web.Accounts;

namespace AnnotationHub.Web.Tests.Operations;

/// <summary>The operators' subcommands, each as a process: what they say, what they answer to the shell, what they leave.</summary>
public sealed class SubcommandTests : IDisposable
{
    private readonly ProgramRun program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Help_NamesEverySubcommandInTheTerminalsLanguage()
    {
        var (status, english, _) = await program.RunAsync("en_US.UTF-8", "help");
        Assert.Equal(0, status);
        Assert.All((string[])["serve", "user add", "token add", "migrate", "backup FOLDER", "restore FOLDER", "import PROJECT", "release PROJECT", "verify"], w => Assert.Contains(w, english, StringComparison.Ordinal));
        Assert.Contains("Serves the site", english, StringComparison.Ordinal);
        var (unknown, _, errors) = await program.RunAsync("zh_CN.UTF-8", "brew");
        Assert.Equal(2, unknown);
        Assert.Contains("没有“brew”", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_AddedDisabledAndGivenAToken_IsWhatTheDatabaseHolds()
    {
        var (added, link, _) = await program.RunAsync("en_US.UTF-8", "user", "add", "wang", "supervisor", "王主管");
        Assert.Equal(0, added);
        Assert.Matches("/password/[A-Za-z0-9_-]{43}", link);
        var (again, _, taken) = await program.RunAsync("en_US.UTF-8", "user", "add", "Wang", "supervisor");
        Assert.Equal((2, true), (again, taken.Contains("taken", StringComparison.Ordinal)));
        var (king, _, _) = await program.RunAsync("en_US.UTF-8", "user", "add", "li", "king");
        Assert.Equal(2, king);
        var (elsewhere, _, townships) = await program.RunAsync("en_US.UTF-8", "user", "add", "zhao", "annotator", "赵兰", "碛口乡");
        Assert.Equal((2, true), (elsewhere, townships.Contains("碛口镇", StringComparison.Ordinal)));
        Assert.Equal(0, (await program.RunAsync("en_US.UTF-8", "user", "add", "zhao", "annotator", "赵兰", "碛口镇", "李家山村")).Item1);

        var (issued, token, _) = await program.RunAsync("en_US.UTF-8", "token", "add", "wang", "7");
        Assert.Equal(0, issued);
        await using var database = Database.Create(new DatabaseOptions { ConnectionString = program.Database }, program.Folder);
        var users = new SignedInUserStore(database);
        Assert.Equal("wang", (await users.FindByTokenAsync(token.Trim(), DateTimeOffset.UtcNow))!.UserName);
        Assert.Null(await users.FindByTokenAsync(token.Trim(), DateTimeOffset.UtcNow.AddDays(7.1)));

        var (disabled, said, _) = await program.RunAsync("zh_CN.UTF-8", "user", "disable", "wang");
        Assert.Equal((0, true), (disabled, said.Contains("已停用", StringComparison.Ordinal)));
        Assert.Null(await users.FindByTokenAsync(token.Trim(), DateTimeOffset.UtcNow));
        var (refused, _, _) = await program.RunAsync("zh_CN.UTF-8", "token", "add", "wang");
        Assert.Equal(2, refused);
    }

    [Fact]
    public async Task Backup_RestoredElsewhere_HoldsTheSameAndIsProved()
    {
        await program.RunAsync("en_US.UTF-8", "user", "add", "wang", "client");
        var picture = await PutPictureAsync();
        var backup = Path.Combine(program.Folder, "backup");
        Assert.Equal(0, (await program.RunAsync("en_US.UTF-8", "backup", backup)).Status);
        Assert.Equal(2, (await program.RunAsync("en_US.UTF-8", "backup", backup)).Status);

        var (occupied, _, why) = await program.RunAsync("en_US.UTF-8", "restore", backup);
        Assert.Equal((2, true), (occupied, why.Contains("does not overwrite", StringComparison.Ordinal)));
        using var elsewhere = new ProgramRun();
        var (restored, _, _) = await elsewhere.RunAsync("en_US.UTF-8", "restore", backup);
        Assert.Equal(0, restored);
        Assert.Equal(await File.ReadAllBytesAsync(picture), await File.ReadAllBytesAsync(picture.Replace(program.Images, elsewhere.Images, StringComparison.Ordinal)));
        Assert.Equal(0, (await elsewhere.RunAsync("en_US.UTF-8", "verify")).Status);
        await using var database = Database.Create(new DatabaseOptions { ConnectionString = elsewhere.Database }, elsewhere.Folder);
        Assert.NotNull(await new AccountStore(database).IdOfAsync("wang"));
    }

    [Fact]
    public async Task Backup_WithOneByteChanged_IsNotRestored()
    {
        await program.RunAsync("en_US.UTF-8", "migrate");
        var backup = Path.Combine(program.Folder, "backup");
        Assert.Equal(0, (await program.RunAsync("en_US.UTF-8", "backup", backup)).Status);
        await using (var file = File.Open(Path.Combine(backup, "database.db"), FileMode.Open))
        {
            file.Position = file.Length - 1;
            var last = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(last ^ 1));
        }

        using var elsewhere = new ProgramRun();
        var (status, _, errors) = await elsewhere.RunAsync("en_US.UTF-8", "restore", backup);
        Assert.Equal((1, true), (status, errors.Contains("damaged", StringComparison.Ordinal)));
        Assert.False(File.Exists(elsewhere.Database));
    }

    private async Task<string> PutPictureAsync()
    {
        var store = new AnnotationHub.Storage.Images.FolderImageStore(program.Images);
        string address;
        await using (var stream = store.Create())
        {
            await stream.WriteAsync(new byte[] { 1, 2, 3, 4 });
            address = await stream.CommitAsync();
        }

        return Directory.EnumerateFiles(program.Images, address, SearchOption.AllDirectories).Single();
    }
}
