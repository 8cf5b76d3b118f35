using System.Net;
using System.Net.Sockets;

namespace QuantumTrader.TestSupport;

/// <summary>
/// A port for a process that is started in a moment. Below those that the system gives to outgoing connections: one of these may be taken
/// by any request of another test before the process gets to it.
/// </summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Count = 15_000; // Linux gives out 32768 and above, others 49152 and above
    private static int _next = Environment.ProcessId * 97 % Count; // two test processes begin apart

    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next one.
            }
        }
    }
}
