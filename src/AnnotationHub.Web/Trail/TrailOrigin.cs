using System.Net;
using System.Net.Sockets;

namespace AnnotationHub.Web.Trail;

/// <summary>From where somebody came: the network, which tells one's own training room from elsewhere, and not the person's address.</summary>
public static class TrailOrigin
{
    /// <summary>What an operator does on the machine itself.</summary>
    public const string Console = "console";

    /// <summary>The first 24 bits of an IPv4 address, the first 48 of an IPv6 one; <c>unknown</c> where there is none.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var (kept, length) = address.AddressFamily == AddressFamily.InterNetwork ? (3, 24) : (6, 48);
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(kept).Clear();
        return $"{new IPAddress(bytes)}/{length}";
    }

    public static string Of(HttpContext? http) => http is null ? Console : Of(http.Connection.RemoteIpAddress);
}
