using System.Globalization;
using System.Text;

namespace AnnotationHub.Web.Hosting.Metrics;

/// <summary>Writes samples in Prometheus' text format, version 0.0.4.</summary>
public sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new();

    /// <summary>Begins a metric; its samples follow.</summary>
    /// <param name="name">With its unit, such as <c>process_resident_memory_bytes</c>.</param>
    /// <param name="type"><c>gauge</c> or <c>counter</c>.</param>
    /// <param name="help">One line.</param>
    public PrometheusText Metric(string name, string type, string help)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        return this;
    }

    /// <param name="labels">Names and values; values are escaped here.</param>
    public PrometheusText Sample(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        text.Append(name);
        for (var i = 0; i < labels.Length; i++)
            text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escaped(labels[i].Value)).Append('"');
        if (labels.Length > 0) text.Append('}');
        text.Append(CultureInfo.InvariantCulture, $" {value}\n");
        return this;
    }

    public override string ToString() => text.ToString();

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
