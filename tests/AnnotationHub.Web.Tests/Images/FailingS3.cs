using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AnnotationHub.Web.Tests.Images;

/// <summary>A store that answers every request with one error, in the form in which S3 tells them.</summary>
internal sealed class FailingS3 : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task answering;

    public FailingS3(int status, string code)
    {
        Endpoint = $"http://127.0.0.1:{FreePort()}";
        listener.Prefixes.Add($"{Endpoint}/");
        listener.Start();
        answering = AnswerAsync(status, Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>In its own words.</Message></Error>"));
    }

    public string Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await answering;
    }

    private async Task AnswerAsync(int status, byte[] body)
    {
        try
        {
            while (true)
            {
                var answer = (await listener.GetContextAsync()).Response;
                (answer.StatusCode, answer.ContentType) = (status, "application/xml");
                await answer.OutputStream.WriteAsync(body);
                answer.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
