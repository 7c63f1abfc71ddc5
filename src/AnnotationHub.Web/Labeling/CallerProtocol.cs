using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace AnnotationHub.Web.Labeling;

/// <summary>
/// SignalR's JSON, read as leniently as single values are (CallerConverters): a call whose arguments are of a wrong kind or number comes
/// to the hub with nothing for each of them, where <see cref="LabelingFilter"/> refuses it with its code. SignalR's own refusal has none.
/// </summary>
internal sealed class CallerProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private readonly JsonHubProtocol json = new(options);

    public string Name => json.Name;

    public int Version => json.Version;

    public TransferFormat TransferFormat => json.TransferFormat;

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!json.TryParseMessage(ref input, binder, out message)) return false;
        if (message is InvocationBindingFailureMessage failure) message = WithNothing(failure, binder);
        return true;
    }

    private static HubMessage WithNothing(InvocationBindingFailureMessage failure, IInvocationBinder binder)
    {
        try
        {
            return new InvocationMessage(failure.InvocationId, failure.Target, new object?[binder.GetParameterTypes(failure.Target).Count]);
        }
        catch (HubException)
        {
            // The hub has no such method.
            return failure;
        }
    }
}
