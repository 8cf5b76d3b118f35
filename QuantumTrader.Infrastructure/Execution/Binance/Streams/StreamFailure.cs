using System.Net.Sockets;
using System.Net.WebSockets;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>Failures of a connection in one line. The address of the private stream bears a key, so it never appears.</summary>
internal static class StreamFailure
{
    /// <summary>What a broken or refused connection throws; anything else is a defect.</summary>
    public static bool IsExpected(Exception e) =>
        e is WebSocketException or IOException or SocketException or HttpRequestException or InvalidOperationException or OperationCanceledException;

    public static string Text(Exception e, Uri address)
    {
        var text = e is OperationCanceledException ? "did not answer in time" : e.GetBaseException().Message;
        return address.Query.Length > 1 ? text.Replace(address.Query, "?…", StringComparison.Ordinal) : text;
    }
}
