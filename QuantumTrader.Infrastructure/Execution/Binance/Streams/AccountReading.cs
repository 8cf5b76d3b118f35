using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>What the venue says by REST after a gap.</summary>
internal sealed record AccountReading(
    AccountSnapshot Account,
    IReadOnlyList<VenueOrder> Orders,
    IReadOnlyList<VenueOrder> Conditionals,
    IReadOnlyList<VenueFill> Fills,
    IReadOnlyList<(OrderKey Key, VenueOrder Order)> Ended)
{
    private const int PagesMax = 100; // of 1,000 fills

    /// <param name="open">Orders that were open as far as the stream told.</param>
    /// <param name="afterFillId">Fills above it are read.</param>
    public static async Task<(AccountReading? Reading, string? Failure)> ReadAsync(
        IExchangeReader reader, Func<IEnumerable<(OrderKey Key, VenueOrder Order)>> open, long afterFillId, CancellationToken stopping)
    {
        // The lists first: a fill that comes between two questions is then in the later answer, not in none.
        var orders = await reader.GetOpenOrdersAsync(stopping);
        var conditionals = await reader.GetOpenConditionalOrdersAsync(stopping);
        if (!orders.IsOk || !conditionals.IsOk)
        {
            return (null, orders.Failure ?? conditionals.Failure);
        }

        var listed = orders.Value.Select(o => o.ClientOrderId).Concat(conditionals.Value.Select(o => o.ClientOrderId)).ToHashSet(StringComparer.Ordinal);
        var (ended, failure) = await EndedAsync(reader, [.. open().Where(o => !listed.Contains(o.Order.ClientOrderId))], stopping);
        if (failure is not null)
        {
            return (null, failure);
        }

        var account = await reader.GetAccountAsync(stopping);
        if (!account.IsOk)
        {
            return (null, account.Failure);
        }

        var (fills, missing) = await FillsAsync(reader, afterFillId, stopping);
        return missing is null ? (new(account.Value, orders.Value, conditionals.Value, fills, ended), null) : (null, missing);
    }

    /// <summary>What became of those that are in no list. One of which the venue knows nothing is left to the reconciliation.</summary>
    private static async Task<(List<(OrderKey, VenueOrder)>, string?)> EndedAsync(
        IExchangeReader reader, IReadOnlyList<(OrderKey Key, VenueOrder Order)> missing, CancellationToken stopping)
    {
        List<(OrderKey, VenueOrder)> ended = [];
        foreach (var (key, order) in missing)
        {
            if (!ClientOrderId.TryCreate(order.ClientOrderId, out var id))
            {
                continue; // Not ours.
            }

            var found = await reader.FindOrderAsync(order.Symbol, id, stopping);
            if (!found.IsOk)
            {
                return (ended, found.Failure);
            }

            if (found.Value is OrderLookup.Found { Order: var now })
            {
                ended.Add((key, now));
            }
        }

        return (ended, null);
    }

    private static async Task<(List<VenueFill>, string?)> FillsAsync(IExchangeReader reader, long afterFillId, CancellationToken stopping)
    {
        List<VenueFill> fills = [];
        var after = afterFillId;
        for (var page = 0; page < PagesMax; page++)
        {
            var read = await reader.GetFillsAsync(after, stopping);
            if (!read.IsOk)
            {
                return (fills, read.Failure);
            }

            fills.AddRange(read.Value);
            var last = read.Value.Count > 0 ? read.Value.Max(f => f.FillId) : after;
            if (last <= after)
            {
                return (fills, null);
            }

            after = last;
        }

        return (fills, "More fills than can be read at once.");
    }
}
