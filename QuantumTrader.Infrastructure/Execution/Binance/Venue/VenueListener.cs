using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Infrastructure.Execution.Binance.Venue;

/// <summary>Hands what the account's stream tells to the engine, and notes how far that was.</summary>
internal sealed class VenueListener(IExchangeListener engine, BinanceVenue venue, ILogger log) : IUserStreamListener
{
    public long LastFillId => venue.LastFillId;

    public void OnUpdate(ExchangeUpdate update)
    {
        engine.OnUpdate(update);
        switch (update)
        {
            case ExchangeUpdate.Filled { Fill.FillId: var id }:
                venue.NoteFill(id);
                break;
            case ExchangeUpdate.LeverageSet set:
                log.LeverageChanged(set.Symbol.Value, set.Leverage.Value);
                break;
        }
    }

    public void OnGap(string cause) => log.StreamGap(cause);

    public void OnTrusted(AccountSnapshot account) => log.StreamTrusted();

    public void OnMultiAssets(bool isOn) => log.MultiAssets(isOn);

    public void OnMarginCall(IReadOnlyList<string> symbols, DateTimeOffset atUtc) => log.MarginCall(string.Join(", ", symbols));
}
