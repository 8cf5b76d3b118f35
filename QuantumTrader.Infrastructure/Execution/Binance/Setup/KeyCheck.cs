using System.Globalization;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using QuantumTrader.Infrastructure.Execution.Binance.Meaning;

namespace QuantumTrader.Infrastructure.Execution.Binance.Setup;

/// <summary>Asks what the key may do: a stolen one must not be able to take money out, and must not work from elsewhere.</summary>
public sealed class KeyCheck(IBinanceApi api, ServerClock clock, BinanceOptions options)
{
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(14);

    public async ValueTask<KeyVerdict> CheckAsync(CancellationToken stopping)
    {
        if (string.IsNullOrWhiteSpace(options.WalletUrl))
        {
            return new(["Binance:WalletUrl is not set, so that the key's permissions cannot be asked for."], []);
        }

        var answer = await api.GetKeyRestrictionsAsync(stopping).ConfigureAwait(false);
        return answer.TryGet(out var key)
            ? new([.. FaultsOf(key)], [.. WarningsOf(key, clock.UtcNow)])
            : new([$"The key's permissions could not be read: {answer.Failure}"], []);
    }

    private static IEnumerable<string> FaultsOf(BinanceKeyRestrictions key)
    {
        if (key.EnableWithdrawals is not false) yield return "The key may withdraw. Switch withdrawals off for it at the venue.";
        if (key.EnableInternalTransfer is not false) yield return "The key may transfer to other accounts. Switch internal transfer off for it at the venue.";
        if (!key.IpRestrict) yield return "The key works from every address. Restrict it to this machine's address at the venue.";
        if (!key.EnableFutures) yield return "The key may not trade futures. Switch futures on for it at the venue.";
        if (!key.EnableReading) yield return "The key may not read. Switch reading on for it at the venue.";
    }

    private IEnumerable<string> WarningsOf(BinanceKeyRestrictions key, DateTimeOffset nowUtc)
    {
        if (key.PermitsUniversalTransfer is not false) yield return "The key may move money between the account's own wallets. Switch universal transfer off unless it is needed.";
        if (key.CreateTime <= 0)
        {
            yield return "The venue does not tell how old the key is.";
        }
        else if (nowUtc - VenueWords.Utc(key.CreateTime) is var age && !(age <= options.KeyAgeMax))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The key is {age.TotalDays:0} days old; make a new one.");
        }

        if (key.TradingAuthorityExpirationTime is > 0 and var end && !(VenueWords.Utc(end) - nowUtc > EndsSoon))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The key's permission to trade ends on {VenueWords.Utc(end):yyyy-MM-dd}.");
        }
    }
}
