using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>What REST says, as the test has it. Changed on the test's thread while nobody reads.</summary>
internal sealed class TestReader(TimeProvider time) : IExchangeReader
{
    public string? Failure { get; set; }

    public List<VenueOrder> Orders { get; } = [];

    public List<VenueOrder> Conditionals { get; } = [];

    public List<VenuePosition> Positions { get; } = [];

    public List<VenueFill> Fills { get; } = [];

    /// <summary>Orders that are in no list any more.</summary>
    public List<VenueOrder> Ended { get; } = [];

    /// <summary>Called when the account is asked for, before the answer.</summary>
    public Func<Task> OnAccount { get; set; } = () => Task.CompletedTask;

    public int AccountReads { get; private set; }

    public ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken stopping) => throw new NotSupportedException();

    public async ValueTask<ExchangeRead<AccountSnapshot>> GetAccountAsync(CancellationToken stopping)
    {
        AccountReads++;
        await OnAccount();
        return Failure is not null ? ExchangeRead<AccountSnapshot>.Failed(Failure) : ExchangeRead<AccountSnapshot>.Ok(new()
        {
            WalletBalance = new(1_000m),
            UnrealisedPnl = Usd.Zero,
            AvailableBalance = new(1_000m),
            NetTransfers = Usd.Zero,
            Positions = [.. Positions],
            AtUtc = time.GetUtcNow(),
        });
    }

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken stopping) => Read<VenueOrder>(Orders);

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenConditionalOrdersAsync(CancellationToken stopping) => Read<VenueOrder>(Conditionals);

    public ValueTask<ExchangeRead<OrderLookup>> FindOrderAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) => new(
        Failure is not null ? ExchangeRead<OrderLookup>.Failed(Failure)
        : ExchangeRead<OrderLookup>.Ok(Ended.Find(o => o.ClientOrderId == id.Value) is { } order ? new OrderLookup.Found(order) : new OrderLookup.NotFound()));

    public ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, CancellationToken stopping) =>
        Read<VenueFill>([.. Fills.Where(f => f.FillId > afterFillId).OrderBy(f => f.FillId).Take(1_000)]);

    private ValueTask<ExchangeRead<IReadOnlyList<T>>> Read<T>(IReadOnlyList<T> all) =>
        new(Failure is not null ? ExchangeRead<IReadOnlyList<T>>.Failed(Failure) : ExchangeRead<IReadOnlyList<T>>.Ok([.. all]));
}
