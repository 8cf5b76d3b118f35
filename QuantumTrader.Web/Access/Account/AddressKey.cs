using System.Net;
using System.Net.Sockets;

namespace QuantumTrader.Web.Access.Account;

/// <summary>What counts as one address for the limits.</summary>
internal static class AddressKey
{
    private const int NetworkBytes = 8;

    /// <summary>An IPv6 subscriber has a whole /64 to choose from: all of it is one address here.</summary>
    public static string Of(string? address)
    {
        if (!IPAddress.TryParse(address, out var ip))
        {
            return "unknown";
        }

        ip = Plain(ip);
        if (ip.AddressFamily == AddressFamily.InterNetwork || IPAddress.IsLoopback(ip))
        {
            return ip.ToString();
        }

        var bytes = ip.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return $"{new IPAddress(bytes)}/64";
    }

    public static bool IsLoopback(string? address) => IPAddress.TryParse(address, out var ip) && IPAddress.IsLoopback(Plain(ip));

    public static IPAddress Plain(IPAddress ip) => ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
}
