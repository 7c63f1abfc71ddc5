namespace AnnotationHub.Web.Hosting.Metrics;

/// <summary>What a capability has to say at each scrape. Must be cheap: a scrape comes every few seconds, from every node.</summary>
public interface IMetricSource
{
    Task WriteAsync(PrometheusText text, CancellationToken cancellation);
}
