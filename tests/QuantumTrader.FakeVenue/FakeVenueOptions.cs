using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.FakeVenue.Streams;

namespace QuantumTrader.FakeVenue;

/// <summary>How one fake venue behaves. Money in USDT, rates as fractions (0.0004 is 4 basis points).</summary>
public sealed class FakeVenueOptions
{
    /// <summary>Loopback port; 0 lets the system choose.</summary>
    public int Port { get; init; }

    public ulong Seed { get; init; } = 1;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>recvWindow of a request that names none; the venue documents 5 s.</summary>
    public TimeSpan ReceiveWindowDefault { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan ReceiveWindowMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How far a request's timestamp may lie ahead of the venue's clock.</summary>
    public TimeSpan AheadMax { get; init; } = TimeSpan.FromSeconds(1);

    public decimal MakerFee { get; init; } = 0.0002m;

    public decimal TakerFee { get; init; } = 0.0004m;

    public decimal BalanceStart { get; init; } = 10_000m;

    /// <summary>What each account holds of BNB: as long as it lasts and BNBUSDT is listed, fees are paid in it, a tenth less.</summary>
    public decimal BnbStart { get; init; }

    public int LeverageStart { get; init; } = 20;

    /// <summary>Spent half before and half after a REST call is carried out.</summary>
    public TimeSpan LatencyAdded { get; init; } = TimeSpan.Zero;

    /// <summary>Null: funding at 00, 08 and 16 UTC.</summary>
    public TimeSpan? FundingInterval { get; init; }

    /// <summary>Who may call; keys that name one account share it.</summary>
    public IReadOnlyList<VenueKey> Keys { get; init; } = [VenueKey.Default];

    public IReadOnlyList<VenueInstrument> Symbols { get; init; } = InstrumentDefaults.All;

    public VenueDepth Depth { get; init; } = new();

    public RateLimitOptions Limits { get; init; } = new();

    /// <summary>How the prices move.</summary>
    public FeedOptions Feed { get; init; } = new();

    public StreamOptions Streams { get; init; } = new();

    /// <summary>What goes wrong with REST calls; rules may be added while it runs.</summary>
    public FaultScripts Faults { get; init; } = new();
}
