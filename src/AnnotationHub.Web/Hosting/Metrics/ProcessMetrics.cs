namespace AnnotationHub.Web.Hosting.Metrics;

/// <summary>The process itself: memory, processor time, start, thread pool.</summary>
internal sealed class ProcessMetrics : IMetricSource
{
    public Task WriteAsync(PrometheusText text, CancellationToken cancellation)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        text.Metric("process_resident_memory_bytes", "gauge", "Memory that the process holds.").Sample("process_resident_memory_bytes", process.WorkingSet64);
        text.Metric("process_cpu_seconds_total", "counter", "Processor time used.").Sample("process_cpu_seconds_total", process.TotalProcessorTime.TotalSeconds);
        text.Metric("process_start_time_seconds", "gauge", "When the process began, in Unix time.")
            .Sample("process_start_time_seconds", new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);
        text.Metric("dotnet_heap_bytes", "gauge", "Memory of managed objects.").Sample("dotnet_heap_bytes", GC.GetTotalMemory(forceFullCollection: false));
        text.Metric("dotnet_thread_pool_queue_length", "gauge", "Work that waits for a thread.").Sample("dotnet_thread_pool_queue_length", ThreadPool.PendingWorkItemCount);
        return Task.CompletedTask;
    }
}
