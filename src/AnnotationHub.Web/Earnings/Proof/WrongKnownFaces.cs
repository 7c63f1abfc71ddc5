namespace AnnotationHub.Web.Earnings.Proof;

/// <summary>Known faces whose truth was wrong: taken back by a supervisor, or by rule when several good annotators contradicted it. Each is one or the other, once.</summary>
internal static class WrongKnownFaces
{
    /// <summary>A table of <c>task_id</c> and <c>ended_at</c>.</summary>
    public const string Table = "(SELECT task_id, withdrawn_at AS ended_at FROM gold_withdrawal UNION ALL SELECT task_id, retired_at AS ended_at FROM gold_retirement)";
}
