using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Web.Engine.Market;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>Reads the venue afresh and says what stands against calling the account flat. What cannot be read stands against it.</summary>
public sealed class FlatnessProof(IExchangeReader reader, SymbolTable symbols, TradeBook book, Func<int> pending)
{
    /// <param name="Positions">Open ones, dust aside; -1 when the venue could not be read.</param>
    /// <param name="Orders">Open ones of both kinds; -1 when the venue could not be read.</param>
    /// <param name="Objection">Null: flat.</param>
    /// <param name="Dust">What no order can be small enough to close; empty when there is none.</param>
    public readonly record struct Reading(int Positions, int Orders, string? Objection, string Dust);

    public async Task<Reading> ReadAsync()
    {
        var account = await reader.GetAccountAsync(CancellationToken.None);
        var regular = await reader.GetOpenOrdersAsync(CancellationToken.None);
        var conditional = await reader.GetOpenConditionalOrdersAsync(CancellationToken.None);
        if (account.Value is null || regular.Value is null || conditional.Value is null)
        {
            return new Reading(-1, -1, $"the venue could not be read: {account.Failure ?? regular.Failure ?? conditional.Failure}", "");
        }

        if (pending() + EntriesInDoubt() is > 0 and var onTheirWay)
        {
            return new Reading(-1, onTheirWay, $"{onTheirWay} orders were sent before the stop and may still reach the venue", "");
        }

        var open = account.Value.Positions.Where(p => !IsDust(p)).ToArray();
        var orders = regular.Value.Count + conditional.Value.Count;
        var dust = string.Join(", ", account.Value.Positions.Where(IsDust).Select(p => $"{p.Symbol.Value} {p.Quantity}"));
        var objection = open.Length == 0 && orders == 0
            ? null
            : $"{open.Length} positions ({string.Join(", ", open.Select(p => p.Symbol.Value))}) and {orders} orders are open";
        return new Reading(open.Length, orders, objection, dust);
    }

    /// <summary>Of this process and of the one before it: sent, or about to be, and not yet known to the venue.</summary>
    private int EntriesInDoubt() =>
        book.Open.Sum(t => t.Orders.Count(o => o.Purpose == OrderPurpose.Entry && o.Stage is TradeOrderStage.Intended or TradeOrderStage.Unknown));

    /// <summary>Smaller than the smallest order of its symbol.</summary>
    public bool IsDust(VenuePosition position) =>
        ClosePlan.For(position.Quantity, symbols.Find(position.Symbol)?.Instrument).Chunks.Count == 0;
}
