using QuantumTrader.Infrastructure.Execution.Binance.Setup;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.Infrastructure.Market.Exchange;

namespace QuantumTrader.Infrastructure.Execution.Binance.Venue;

/// <summary>Makes the operators' picture of the venue.</summary>
internal static class StatusReader
{
    public static VenueStatus Of(VenueParts parts, DeadManSwitch deadMan, UserStreamHealth? account)
    {
        var (now, budget) = (parts.Time.GetUtcNow(), parts.Budget.Health);
        return new VenueStatus
        {
            Name = $"Binance {new Uri(parts.Options.RestUrl).Authority}",
            RoundTrip = parts.Meter.LatencyLast,
            ClockSkew = parts.Clock.Clock.IsKnown ? parts.Clock.Clock.Offset : null,
            WeightUsed = budget.WeightUsed,
            WeightMax = budget.WeightLimit,
            OrdersUsed = budget.OrdersMinute,
            OrdersMax = budget.OrdersMinuteLimit,
            BannedUntilUtc = budget.QuietUntilUtc,
            IsBanned = budget.IsBanned,
            Refusal = RefusalOf(parts),
            DeadManAtUtc = deadMan.Health.Left is { Count: > 0 } left ? now + left.Values.Min() : null,
            Streams = [.. StreamsOf(parts.Market(), account, now)],
        };
    }

    public static string? RefusalOf(VenueParts parts) =>
        parts.Halts.Current is { } halt ? $"The venue forbids trading: {halt.Meaning} ({halt.Code} {halt.Text})." : null;

    internal static IEnumerable<VenueStreamStatus> StreamsOf(MarketStreams? market, UserStreamHealth? account, DateTimeOffset now)
    {
        if (market is { Line: var line })
        {
            yield return new("market", line.IsConnected, now - line.LastFrameAge, true, line.Reconnects, 0, line.IsConnected ? null : line.LastFailure, market.MarksLate, market.MarksEarly);
        }

        if (account is not null)
        {
            yield return new("account", account.Line.IsConnected, now - account.Line.LastFrameAge, false, account.Line.Reconnects, account.Gaps, account.Trust.IsTrusted ? null : account.Trust.Cause);
        }
    }
}
