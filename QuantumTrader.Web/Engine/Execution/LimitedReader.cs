using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Questions to the venue that always end: one that hangs longer than <paramref name="limit"/> or throws is a failed reading.</summary>
public sealed class LimitedReader(IExchangeReader inner, TimeSpan limit, TimeProvider time) : IExchangeReader
{
    private Seen<AccountSnapshot> _account;
    private Seen<IReadOnlyList<VenueOrder>> _regular;
    private Seen<IReadOnlyList<VenueOrder>> _conditional;

    private readonly record struct Seen<T>(ExchangeRead<T>? Read, long AskedAt)
        where T : class
    {
        public bool IsYoung(TimeProvider time, TimeSpan ageMax) => Read is { IsOk: true } && time.GetElapsedTime(AskedAt) < ageMax;
    }

    /// <summary>How the venue answers.</summary>
    public VenueHealth Health { get; } = new();

    /// <summary>Told of each reading of the account; null: nobody.</summary>
    public VenueLeverages? Leverages { get; init; }

    public ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken stopping) =>
        AskAsync(() => inner.GetInstrumentsAsync(stopping));

    public async ValueTask<ExchangeRead<AccountSnapshot>> GetAccountAsync(CancellationToken stopping)
    {
        var mark = Leverages?.Mark() ?? 0;
        var asked = time.GetTimestamp();
        var read = await AskAsync(() => inner.GetAccountAsync(stopping));
        _account = new(read, asked);
        if (read.IsOk)
        {
            LastAccount = (read.Value, asked);
            Leverages?.OnAccount(read.Value, mark);
        }

        return read;
    }

    /// <summary>The last reading of the account that succeeded here, whoever asked, and when it was asked for; null before the first.</summary>
    public (AccountSnapshot Account, long AskedAt)? LastAccount { get; private set; }

    public async ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken stopping)
    {
        var asked = time.GetTimestamp();
        var read = await AskAsync(() => inner.GetOpenOrdersAsync(stopping));
        _regular = new(read, asked);
        return read;
    }

    public async ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenConditionalOrdersAsync(CancellationToken stopping)
    {
        var asked = time.GetTimestamp();
        var read = await AskAsync(() => inner.GetOpenConditionalOrdersAsync(stopping));
        _conditional = new(read, asked);
        return read;
    }

    /// <summary>For the screen: orders and account as somebody here read them within <paramref name="ageMax"/>, else read now. A stop reads them anyway.</summary>
    public async ValueTask<(ExchangeRead<IReadOnlyList<VenueOrder>> Regular, ExchangeRead<IReadOnlyList<VenueOrder>> Conditional, ExchangeRead<AccountSnapshot> Account)> LookAsync(
        TimeSpan ageMax, CancellationToken stopping) => (
            _regular.IsYoung(time, ageMax) ? _regular.Read!.Value : await GetOpenOrdersAsync(stopping),
            _conditional.IsYoung(time, ageMax) ? _conditional.Read!.Value : await GetOpenConditionalOrdersAsync(stopping),
            _account.IsYoung(time, ageMax) ? _account.Read!.Value : await GetAccountAsync(stopping));

    /// <summary>Both lists of open orders as somebody here read them last, when neither is older, and when the older of the two was asked for; null: nobody did.</summary>
    public (IEnumerable<VenueOrder> Orders, long AskedAt)? OrdersSeen(TimeSpan ageMax) =>
        _regular.IsYoung(time, ageMax) && _conditional.IsYoung(time, ageMax)
            ? (_regular.Read!.Value.Value!.Concat(_conditional.Read!.Value.Value!), Math.Min(_regular.AskedAt, _conditional.AskedAt))
            : null;

    public ValueTask<ExchangeRead<OrderLookup>> FindOrderAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) =>
        AskAsync(() => inner.FindOrderAsync(symbol, id, stopping));

    public ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, CancellationToken stopping) =>
        AskAsync(() => inner.GetFillsAsync(afterFillId, stopping));

    public ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, IReadOnlySet<Symbol> symbols, CancellationToken stopping) =>
        AskAsync(() => inner.GetFillsAsync(afterFillId, symbols, stopping));

    private async ValueTask<ExchangeRead<T>> AskAsync<T>(Func<ValueTask<ExchangeRead<T>>> ask)
        where T : class
    {
        var read = await VenueCall.WithinAsync(ask, limit, time, ExchangeRead<T>.Failed);
        Health.Note(read.IsOk);
        return read;
    }
}
