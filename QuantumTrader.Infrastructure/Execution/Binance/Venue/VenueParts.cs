using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.Infrastructure.Market.Exchange;

namespace QuantumTrader.Infrastructure.Execution.Binance.Venue;

/// <summary>What the venue is put together from.</summary>
public sealed record VenueParts
{
    public required BinanceOptions Options { get; init; }

    /// <summary>An unsafe key is a reason not to open anything with real money, and a warning elsewhere.</summary>
    public required TradingEnvironment Environment { get; init; }

    /// <summary>That are traded.</summary>
    public required IReadOnlyList<Symbol> Symbols { get; init; }

    public required IBinanceApi Api { get; init; }
    public required BinanceExchange Exchange { get; init; }
    public required RequestBudget Budget { get; init; }
    public required ClockSync Clock { get; init; }
    public required CallMeter Meter { get; init; }

    /// <summary>What the venue said that forbids opening anything.</summary>
    public required HaltWatch Halts { get; init; }
    public required StreamSettings Streams { get; init; }

    /// <summary>A new one for each connection.</summary>
    public required Func<IStreamSocket> Sockets { get; init; }

    /// <summary>How the market's streams are; null where another source brings the market.</summary>
    public Func<MarketStreams?> Market { get; init; } = () => null;

    public required IDisk Disk { get; init; }

    /// <summary>Where the rules of the symbols are kept.</summary>
    public required string Directory { get; init; }

    public required TimeProvider Time { get; init; }
    public required ILoggerFactory Logs { get; init; }
}
