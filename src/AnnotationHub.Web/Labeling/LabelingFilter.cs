using System.Globalization;
using AnnotationHub.Web.Accounts;
using AnnotationHub.Web.Trail;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Localization;

namespace AnnotationHub.Web.Labeling;

/// <summary>
/// Around every call of the hub: the annotator's budget before, and after it the contract's errors, in the caller's language.
/// </summary>
internal sealed partial class LabelingFilter(CallBudgets budgets, IStringLocalizer<LabelingTexts> texts, TrailStore trail, TimeProvider time, ILogger<LabelingFilter> log) : IHubFilter
{
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        LabelingConnection.Open(context.Context, budgets);
        return next(context);
    }

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var connection = LabelingConnection.Of(invocation.Context);
        var isPlace = invocation.HubMethodName == nameof(LabelingHub.Place);
        var budget = isPlace ? connection.Budgets.Places : connection.Budgets.Calls;
        // The sentences of findings follow the culture of the call; a placement has none to say.
        if (!isPlace) (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (connection.Culture, connection.Culture);
        try
        {
            if (!budget.TryTake()) throw new RefusalException(RefusalCode.RateLimited, "RateLimited");
            if (LacksOne(invocation.HubMethodArguments)) throw new RefusalException(RefusalCode.BadPlacement, "BadPlacement.Argument");
            return await next(invocation);
        }
        catch (RefusalException refusal)
        {
            if (refusal.Code == RefusalCode.NotFound) await RecordAsync(invocation);
            throw Told(connection, refusal);
        }
#pragma warning disable CA1031 // The caller learns that nothing was taken; what went wrong goes to the log.
        catch (Exception failure) when (failure is not HubException and not OperationCanceledException)
#pragma warning restore CA1031
        {
            CallFailed(failure, invocation.HubMethodName);
            throw Told(connection, new RefusalException(RefusalCode.Unavailable, "Unavailable"));
        }
    }

    // By hand: it is asked of every placement.
    private static bool LacksOne(IReadOnlyList<object?> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is null) return true;
        }

        return false;
    }

    // What is not there for the caller may be another's.
    private Task RecordAsync(HubInvocationContext invocation) => trail.AddAsync(
        new TrailEntry(
            TrailActions.WrongAccess, CurrentUser.Find(invocation.Context.User!)?.Id, $"hub {invocation.HubMethodName}", "refused",
            TrailOrigin.Of(invocation.Context.GetHttpContext())),
        time.GetUtcNow());

    private HubException Told(LabelingConnection connection, RefusalException refusal)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (connection.Culture, connection.Culture);
        return new HubException($"{RefusalException.WireName(refusal.Code)}: {texts[refusal.TextKey, [.. refusal.Arguments]].Value}");
    }

    [LoggerMessage(LogLevel.Error, "{Method} failed.")]
    private partial void CallFailed(Exception failure, string method);
}
