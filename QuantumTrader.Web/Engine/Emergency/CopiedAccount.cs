using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>The positions and orders of an account as a paper account that is kept nowhere.</summary>
internal sealed class CopiedAccount : IPaperAccountStore
{
    public const ulong Seed = 20;
    private readonly PaperAccountState _state;

    private CopiedAccount(PaperAccountState state, int notCopied)
    {
        (_state, NotCopied) = (state, notCopied);
        Positions = state.Symbols.Sum(s => s.Legs.Count);
    }

    public int Positions { get; }

    public int Orders => _state.OpenOrders.Count;

    /// <summary>In symbols without rules here.</summary>
    public int NotCopied { get; }

    public static CopiedAccount Of(AccountSnapshot account, IReadOnlyList<VenueOrder> orders, IReadOnlyList<Instrument> instruments, bool hedgeMode)
    {
        var known = instruments.Select(i => i.Symbol).ToHashSet();
        var copied = orders.Where(o => known.Contains(o.Symbol)).OrderBy(o => o.VenueOrderId).Select((o, i) => new PaperOrderState(o with { VenueOrderId = i + 1 }, (o.AveragePrice ?? default) * o.FilledQuantity, false, false)).ToArray();
        var positions = account.Positions.Where(p => known.Contains(p.Symbol)).ToLookup(p => p.Symbol);
        var state = new PaperAccountState
        {
            Format = PaperAccountState.FormatCurrent,
            HedgeMode = hedgeMode,
            Seed = Seed,
            Draws = 0,
            StartingBalance = account.WalletBalance,
            Wallet = account.WalletBalance,
            NetTransfers = Usd.Zero,
            RealisedPnl = Usd.Zero,
            Fees = Usd.Zero,
            Funding = Usd.Zero,
            NextOrderId = copied.Length + 1,
            NextFillId = 1,
            Symbols = [.. positions.Select(p => SymbolOf(p.Key, [.. p]))],
            OpenOrders = copied,
            FinishedOrders = [],
            FinishedOrdersEvicted = 0,
            Fills = [],
            FillsEvicted = 0,
        };
        return new CopiedAccount(state, account.Positions.Count + orders.Count - copied.Length - positions.Sum(p => p.Count()));
    }

    public ValueTask<PaperAccountState?> LoadAsync(CancellationToken stopping) => ValueTask.FromResult<PaperAccountState?>(_state);

    public ValueTask SaveAsync(PaperAccountState state, CancellationToken stopping) => ValueTask.CompletedTask;

    private static PaperSymbolState SymbolOf(Symbol symbol, IReadOnlyList<VenuePosition> legs) => new()
    {
        Symbol = symbol,
        Mark = legs[0].MarkPrice,
        Leverage = legs[0].Leverage,
        Legs = [.. legs.Select(p => new PaperLegState(p.PositionSide, p.Direction == Direction.Long ? p.Quantity.Value : -p.Quantity.Value, p.EntryPrice))],
    };
}
