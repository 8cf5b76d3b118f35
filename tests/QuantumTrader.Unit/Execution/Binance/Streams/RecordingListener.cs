using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>Keeps what the user stream tells, in order.</summary>
internal sealed class RecordingListener : IUserStreamListener
{
    private readonly Lock _gate = new();
    private readonly List<ExchangeUpdate> _updates = [];
    private readonly List<string> _told = [];
    private readonly HashSet<SynchronizationContext?> _contexts = [];

    public long LastFillId { get; set; }

    public IReadOnlyList<ExchangeUpdate> Updates => Locked(() => _updates.ToArray());

    public IReadOnlyList<VenueFill> Fills => [.. Updates.OfType<ExchangeUpdate.Filled>().Select(u => u.Fill)];

    public IReadOnlyList<VenueOrder> Orders => [.. Updates.OfType<ExchangeUpdate.OrderChanged>().Select(u => u.Order)];

    /// <summary>gap, trusted, stuck and the like.</summary>
    public IReadOnlyList<string> Told => Locked(() => _told.ToArray());

    /// <summary>Where it was called.</summary>
    public IReadOnlyList<SynchronizationContext?> Contexts => Locked(() => _contexts.ToArray());

    public void OnUpdate(ExchangeUpdate update) => Locked(() =>
    {
        _updates.Add(update);
        _told.AddRange(update switch
        {
            ExchangeUpdate.LeverageSet set => [$"leverage {set.Symbol} {set.Leverage}"],
            ExchangeUpdate.TriggerStuck stuck => [$"stuck {stuck.Symbol} {stuck.ClientOrderId}"],
            _ => [],
        });
        LastFillId = update is ExchangeUpdate.Filled { Fill.FillId: var id } ? Math.Max(LastFillId, id) : LastFillId;
        return _contexts.Add(SynchronizationContext.Current);
    });

    public void OnGap(string cause) => Tell("gap: " + cause);

    public void OnTrusted(AccountSnapshot account) => Tell("trusted");

    public void OnWallet(Usd wallet, DateTimeOffset atUtc) => Tell($"wallet {wallet}");

    public void OnPosition(Symbol symbol, PositionSide side, decimal signedQuantity, Price entryPrice, DateTimeOffset atUtc) =>
        Tell(FormattableString.Invariant($"position {symbol} {side} {signedQuantity} at {entryPrice}"));

    public void OnMultiAssets(bool isOn) => Tell($"multi-assets {isOn}");

    public void OnMarginCall(IReadOnlyList<string> symbols, DateTimeOffset atUtc) => Tell("margin call " + string.Join(',', symbols));

    private void Tell(string text) => Locked(() =>
    {
        _told.Add(text);
        return _contexts.Add(SynchronizationContext.Current);
    });

    private T Locked<T>(Func<T> act)
    {
        lock (_gate)
        {
            return act();
        }
    }
}
