using System.Net;
using System.Net.Sockets;

namespace QuantumTrader.Web.Hosting;

/// <summary>Whether the screen's addresses can be had, before the engine asks anything of the venue.</summary>
internal static class ListenCheck
{
    /// <summary>Null when they can, or when only the web server can tell; else the setting, the address and what to do.</summary>
    public static string? Problem(IEnumerable<(string Key, string Url)> listened) =>
        listened.Select(u => ProblemOf(u.Key, u.Url)).FirstOrDefault(p => p is not null);

    private static string? ProblemOf(string key, string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return $"{key} is '{url}', which is no address such as {ListenRules.DefaultUrl}.";
        }

        // Port 0 is any that is free; a socket file is not looked at.
        return address.Port == 0 || address.IsUnixPipe ? null : HostsOf(address.Host).Select(ip => Fault(ip, address.Port)).FirstOrDefault(f => f is not null) is { } fault
            ? $"{key} is {url}, where the screen cannot be served: {fault}. End what listens there (a second instance of this app?), or name another address in Web:Url or ASPNETCORE_URLS, such as ASPNETCORE_URLS=http://127.0.0.1:{(address.Port < 65_535 ? address.Port + 1 : 5080)}."
            : null;
    }

    /// <summary>As the web server takes a host: a name that is no address means every address.</summary>
    private static IPAddress[] HostsOf(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? [ip]
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback]
        : [IPAddress.Any];

    private static string? Fault(IPAddress ip, int port)
    {
        try
        {
            using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(ip, port));
            socket.Listen();
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another program listens there",
                SocketError.AccessDenied => "this user may not listen on that port",
                SocketError.AddressNotAvailable => "this machine does not have that address",
                _ => null, // left to the web server
            };
        }
    }
}
