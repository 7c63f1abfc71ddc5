using System.Globalization;
using System.Text.RegularExpressions;
using AnnotationHub.Storage;
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace AnnotationHub.TransactSql.Tests;

/// <summary>
/// Microsoft's own parser and model, loaded with the SQL Server migrations: what a server would say of a statement's names and
/// columns, without a server.
/// </summary>
public static partial class TransactSqlSchema
{
    // The journal is made by the migrator itself, not by a migration.
    private const string Journal =
        "CREATE TABLE schema_migration (number INT NOT NULL PRIMARY KEY, name NVARCHAR(100) NOT NULL, sha256 NVARCHAR(64) NOT NULL, applied_at BIGINT NOT NULL)";

    public static IReadOnlyList<string> ParseErrors(string sql, out TSqlFragment fragment)
    {
        using var reader = new StringReader(sql);
        fragment = new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return [.. errors.Select(e => $"{e.Line}:{e.Column} {e.Message}")];
    }

    /// <summary>
    /// What does not resolve when each text stands in a procedure of its own, whose parameters are the text's variables. All texts
    /// go into one model: building it is the slow part.
    /// </summary>
    public static IReadOnlyList<string> BindingErrors(IReadOnlyList<SqlText> texts)
    {
        using var model = SchemaModel();
        for (var i = 0; i < texts.Count; i++) model.AddOrUpdateObjects(Procedure(i, texts[i].Text), $"p{i}.sql", null);
        return [.. model.Validate()
            .Where(m => m.MessageType == DacMessageType.Error || m.Number is 71501 or 71502)
            .Select(m => $"{NameOf(m, texts)}: {m.Message}")];
    }

    private static TSqlModel SchemaModel()
    {
        var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        model.AddObjects(Journal);
        foreach (var definition in Definitions(Migrator.Scripts("sqlserver").SelectMany(m => m.Batches))) model.AddObjects(definition);
        return model;
    }

    // The model takes definitions; a seed row is a statement and is bound with the other texts. It knows a table by its CREATE alone:
    // columns that a later script adds are put there.
    private static List<string> Definitions(IEnumerable<string> batches)
    {
        var definitions = new List<TSqlStatement>();
        foreach (var batch in batches)
        {
            Assert.Empty(ParseErrors(batch, out var fragment));
            foreach (var statement in ((TSqlScript)fragment).Batches.SelectMany(b => b.Statements))
            {
                if (statement is AlterTableAddTableElementStatement added) Table(definitions, added).Definition.ColumnDefinitions.AddAll(added.Definition.ColumnDefinitions);
                else if (statement is not (InsertStatement or UpdateStatement or DeleteStatement)) definitions.Add(statement);
            }
        }

        var generator = new Sql160ScriptGenerator();
        return [.. definitions.Select(d =>
        {
            generator.GenerateScript(d, out var text);
            return text;
        })];
    }

    private static CreateTableStatement Table(List<TSqlStatement> definitions, AlterTableAddTableElementStatement added) =>
        definitions.OfType<CreateTableStatement>().Single(t => t.SchemaObjectName.BaseIdentifier.Value == added.SchemaObjectName.BaseIdentifier.Value);

    private static void AddAll<T>(this IList<T> list, IEnumerable<T> more)
    {
        foreach (var item in more) list.Add(item);
    }

    private static string Procedure(int number, string sql)
    {
        Assert.Empty(ParseErrors(sql, out var fragment));
        var variables = new Variables();
        fragment.Accept(variables);
        var parameters = string.Join(", ", variables.Undeclared.Select(v => $"{v} BIGINT = NULL"));
        return $"CREATE PROCEDURE p{number} {parameters} AS BEGIN\n{sql}\nEND";
    }

    // The model names the procedure that a message is about: [dbo].[p17].
    private static string NameOf(DacModelMessage message, IReadOnlyList<SqlText> texts) =>
        ProcedureName().Match(message.Message) is { Success: true } match
            ? texts[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)].Name
            : "migrations";

    [GeneratedRegex(@"\[p(\d+)\]")]
    private static partial Regex ProcedureName();

    private sealed class Variables : TSqlFragmentVisitor
    {
        private readonly HashSet<string> used = new(StringComparer.OrdinalIgnoreCase);
        private readonly HashSet<string> declared = new(StringComparer.OrdinalIgnoreCase);

        public IEnumerable<string> Undeclared => used.Except(declared, StringComparer.OrdinalIgnoreCase);

        public override void Visit(VariableReference node) => used.Add(node.Name);

        public override void Visit(DeclareVariableElement node) => declared.Add(node.VariableName.Value);

        public override void Visit(DeclareTableVariableBody node) => declared.Add(node.VariableName.Value);
    }
}
