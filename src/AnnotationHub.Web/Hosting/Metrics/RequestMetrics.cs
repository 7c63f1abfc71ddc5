using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace AnnotationHub.Web.Hosting.Metrics;

/// <summary>Counts and times requests by route, method and status, from what the framework measures itself.</summary>
internal sealed class RequestMetrics : IMetricSource, IDisposable
{
    private const string Requests = "http_server_requests_total";
    private const string Seconds = "http_server_request_seconds_total";

    private readonly ConcurrentDictionary<(string Method, string Route, string Status), Tally> tallies = new();
    private readonly MeterListener listener = new();
    private readonly IMeterFactory meters;

    public RequestMetrics(IMeterFactory meters)
    {
        this.meters = meters;
        listener.InstrumentPublished = Publish;
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Count(seconds, tags));
        listener.Start();
    }

    public Task WriteAsync(PrometheusText text, CancellationToken cancellation)
    {
        var sorted = tallies.OrderBy(t => t.Key.Route, StringComparer.Ordinal).ThenBy(t => t.Key.Method, StringComparer.Ordinal).ThenBy(t => t.Key.Status, StringComparer.Ordinal).ToList();
        text.Metric(Requests, "counter", "Requests answered.");
        foreach (var (key, tally) in sorted) text.Sample(Requests, tally.Count, ("method", key.Method), ("route", key.Route), ("status", key.Status));
        text.Metric(Seconds, "counter", "Time spent on them, in seconds; divided by the count it is the mean.");
        foreach (var (key, tally) in sorted) text.Sample(Seconds, tally.Seconds, ("method", key.Method), ("route", key.Route), ("status", key.Status));
        return Task.CompletedTask;
    }

    public void Dispose() => listener.Dispose();

    // Several hosts in one process (tests) each hear their own.
    private void Publish(Instrument instrument, MeterListener to)
    {
        if (instrument.Name == "http.server.request.duration" && ReferenceEquals(instrument.Meter.Scope, meters)) to.EnableMeasurementEvents(instrument);
    }

    // The pattern of the route, never the path: paths are without number and name people's work.
    private void Count(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (method, route, status) = ("", "", "");
        foreach (var (name, value) in tags)
        {
            if (name == "http.request.method") method = value as string ?? "";
            else if (name == "http.route") route = value as string ?? "";
            else if (name == "http.response.status_code") status = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        tallies.GetOrAdd((method, route, status), _ => new Tally()).Add(seconds);
    }

    private sealed class Tally
    {
        private long count;
        private double seconds;

        public long Count => Interlocked.Read(ref count);

        public double Seconds => Volatile.Read(ref seconds);

        public void Add(double more)
        {
            Interlocked.Increment(ref count);
            for (var known = Volatile.Read(ref seconds); ;)
            {
                var found = Interlocked.CompareExchange(ref seconds, known + more, known);
                if (found.Equals(known)) return;
                known = found;
            }
        }
    }
}
