using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.SignalR;

namespace AnnotationHub.Web.Labeling;

/// <summary>What the hub knows of a connection for as long as it lasts: one connection works for one annotator.</summary>
internal sealed record LabelingConnection(Guid AnnotatorId, CultureInfo Culture, AnnotatorBudgets Budgets)
{
    private static readonly object Key = typeof(LabelingConnection);

    /// <summary>Set when the connection opened.</summary>
    public static LabelingConnection Of(HubCallerContext context) => (LabelingConnection)context.Items[Key]!;

    /// <summary>Called once, when the connection opens.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the hub lacks its policy.</exception>
    public static LabelingConnection Open(HubCallerContext context, CallBudgets budgets)
    {
        if (!Guid.TryParseExact(context.UserIdentifier, "D", out var annotatorId))
            throw new InvalidOperationException("Nobody is signed in; the hub must require a policy.");
        var culture = context.GetHttpContext()?.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture ?? CultureInfo.CurrentUICulture;
        var connection = new LabelingConnection(annotatorId, culture, budgets.Of(annotatorId));
        context.Items[Key] = connection;
        return connection;
    }
}
