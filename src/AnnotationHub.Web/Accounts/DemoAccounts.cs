using AnnotationHub.Domain.Landmarks;
using AnnotationHub.Storage;
using Microsoft.AspNetCore.Identity;

namespace AnnotationHub.Web.Accounts;

/// <summary>The accounts of the demonstration: for Development alone, on a database without any account.</summary>
public sealed class DemoAccounts(Database database, IPasswordHasher<AppUser> hasher)
{
    private const string CountSql = "SELECT COUNT(*) FROM app_user";

    private static readonly Group[] Groups =
    [
        new(["annotator1", "annotator2", "annotator3", "annotator4", "annotator5", "annotator6"], "demo-annotator", UserRoles.Annotator, IsCertified: true),
        new(["trainee1", "trainee2"], "demo-annotator", UserRoles.Annotator, IsCertified: false),
        new(["supervisor1"], "demo-supervisor", UserRoles.Supervisor, IsCertified: false),
        new(["client1", "client2"], "demo-client", UserRoles.Client, IsCertified: false),
        new(["admin1"], "demo-admin", UserRoles.Admin, IsCertified: false),
    ];

    /// <summary>The lines to print for the person at the terminal; none where the database had accounts already.</summary>
    public async Task<IReadOnlyList<string>> CreateOnEmptyAsync(DateTimeOffset now)
    {
        if (await database.ScalarAsync<long>(CountSql) > 0) return [];
        // Each hash has its own salt and costs a tenth of a second: all processors share them.
        var accounts = Groups.SelectMany(g => g.UserNames.Select(name => (Group: g, Name: name))).AsParallel().AsOrdered()
            .Select(a => (a.Group, User: Account(a.Name, a.Group, now))).ToList();
        var created = await database.WriteAsync(async session =>
        {
            // Another node may have been quicker.
            if (await session.ScalarAsync<long>(CountSql) > 0) return false;
            foreach (var (group, user) in accounts) await InsertAsync(session, group, user, now);
            return true;
        });
        return created ? [.. Groups.Select(g => $"  {string.Join(", ", g.UserNames)}: {g.Password} ({g.Role}{(g.IsTrainee ? ", not yet certified" : "")})")] : [];
    }

    private static async Task InsertAsync(DbSession session, Group group, AppUser user, DateTimeOffset now)
    {
        await UserStore.InsertAsync(session, user);
        if (!group.IsCertified) return;
        foreach (var scheme in ShippedSchemes.All) await CertificationStore.CertifyAsync(session, user.Id, scheme.Key, now);
    }

    private AppUser Account(string userName, Group group, DateTimeOffset now)
    {
        var user = AppUser.Create(userName, userName, [group.Role], now);
        user.PasswordHash = hasher.HashPassword(user, group.Password);
        if (group.Role == UserRoles.Annotator) user.County = "临县";
        return user;
    }

    private sealed record Group(string[] UserNames, string Password, string Role, bool IsCertified)
    {
        public bool IsTrainee => Role == UserRoles.Annotator && !IsCertified;
    }
}
