using System.Xml.Linq;
using AnnotationHub.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AnnotationHub.Web.Hosting;

/// <summary>
/// Keeps the keys that protect cookies in the database, so that a cookie is good after a restart and on every node. The
/// interface is synchronous; it is called once a day.
/// </summary>
internal sealed class KeyStore(Database database, TimeProvider clock) : IXmlRepository
{
    private const string AllSql = "SELECT xml FROM data_protection_key ORDER BY created_at, friendly_name";

    private const string InsertSql = "INSERT INTO data_protection_key (friendly_name, xml, created_at) VALUES (@friendlyName, @xml, @now)";

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(() => database.QueryAsync<string>(AllSql)).GetAwaiter().GetResult().Select(xml => XElement.Parse(xml))];

    public void StoreElement(XElement element, string friendlyName)
    {
        var row = new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting), now = clock.GetUtcNow() };
        Task.Run(() => database.WriteAsync(session => session.ExecuteAsync(InsertSql, row))).GetAwaiter().GetResult();
    }
}
