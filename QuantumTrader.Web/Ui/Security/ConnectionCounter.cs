using System.Net;
using Microsoft.AspNetCore.Connections;
using QuantumTrader.Web.Access.Account;

namespace QuantumTrader.Web.Ui.Security;

/// <summary>
/// How many connections an address may hold: one stranger cannot take them all and keep everybody from stopping. This machine and the
/// named proxies speak for many, or have 'ess activate', and are bound by the limit over all alone. Holds one entry for each address
/// that is connected. Thread-safe.
/// </summary>
internal sealed class ConnectionCounter(IReadOnlyList<IPAddress> proxies)
{
    /// <summary>Of the connections in all a tenth; a browser holds six and one for each live screen.</summary>
    public const int PerAddressMax = RequestLimits.ConnectionsMax / 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _perAddress = [];

    /// <summary>False when it is refused; else <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(IPAddress? address)
    {
        if (KeyOf(address) is not { } key)
        {
            return true;
        }

        lock (_gate)
        {
            var open = _perAddress.GetValueOrDefault(key);
            if (open >= PerAddressMax)
            {
                return false;
            }

            _perAddress[key] = open + 1;
            return true;
        }
    }

    public void Leave(IPAddress? address)
    {
        if (KeyOf(address) is not { } key)
        {
            return;
        }

        lock (_gate)
        {
            if (--_perAddress[key] == 0)
            {
                _perAddress.Remove(key);
            }
        }
    }

    /// <summary>Between the socket and the server.</summary>
    public ConnectionDelegate Around(ConnectionDelegate next) => async connection =>
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (!TryEnter(address))
        {
            connection.Abort(new ConnectionAbortedException("Too many connections from one address."));
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(address);
        }
    };

    private string? KeyOf(IPAddress? address) =>
        address is null || IPAddress.IsLoopback(AddressKey.Plain(address)) || proxies.Contains(AddressKey.Plain(address)) ? null : AddressKey.Of(address.ToString());
}
