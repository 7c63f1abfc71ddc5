namespace AnnotationHub.Web.Earnings;

/// <summary>A posting would leave a balance below what its kind allows: a bug of the caller, or money that has gone elsewhere meanwhile.</summary>
public sealed class BalanceBelowNoughtException(string message) : InvalidOperationException(message);
