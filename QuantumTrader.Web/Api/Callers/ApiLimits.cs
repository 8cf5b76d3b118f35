using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Api.Callers;

/// <summary>How often. A good key is never refused for what others did, and a stop never at all.</summary>
internal sealed class ApiLimits(IOptions<ApiOptions> options, TimeProvider time)
{
    private const int CodesMax = 5;
    private static readonly TimeSpan WrongCodeForgotten = TimeSpan.FromMinutes(3);

    private readonly TokenBuckets _requests = new(2.0 * options.Value.RequestsPerSecond, options.Value.RequestsPerSecond, time);
    private readonly TokenBuckets _wrongKeys = new(options.Value.WrongKeysPerMinute, options.Value.WrongKeysPerMinute / 60.0, time);
    private readonly TokenBuckets _codes = new(CodesMax, 1.0 / WrongCodeForgotten.TotalSeconds, time);

    public bool MayAsk(Caller caller, out TimeSpan wait) => _requests.TryTake(WhoOf(caller), out wait);

    /// <summary>Counts a key that was looked at and found wrong.</summary>
    public bool MayBeWrong(IPAddress? address, out TimeSpan wait) => _wrongKeys.TryTake(PlaceOf(address), out wait);

    /// <summary>A million codes are soon tried: five wrong ones, then one every three minutes. Taken before the code is looked at, so that many at once gain nothing.</summary>
    public bool MayTryCode(Guid ownerId, out TimeSpan wait) => _codes.TryTake(ownerId.ToString("N"), out wait);

    public void CodeWasRight(Guid ownerId) => _codes.GiveBack(ownerId.ToString("N"));

    private static string WhoOf(Caller caller) => (caller.KeyId ?? caller.UserId ?? Guid.Empty).ToString("N");

    /// <summary>A line of IPv6 has the first 64 bits to itself, and all addresses below them.</summary>
    private static string PlaceOf(IPAddress? address)
    {
        if (address is null or { AddressFamily: not AddressFamily.InterNetworkV6 } or { IsIPv4MappedToIPv6: true })
        {
            return address?.MapToIPv4().ToString() ?? "?";
        }

        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }
}
