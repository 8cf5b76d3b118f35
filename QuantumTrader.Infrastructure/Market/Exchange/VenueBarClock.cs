using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>The real venue's bars are of its own time.</summary>
internal sealed class VenueBarClock(StreamClock clock) : IBarClock
{
    public DateTimeOffset Now => clock.VenueNow;

    /// <summary>Later than the bar that follows the present one: no venue's clock is measured worse than that.</summary>
    public bool IsAhead(DateTimeOffset openUtc, TimeSpan interval) => openUtc > Now + interval;
}
