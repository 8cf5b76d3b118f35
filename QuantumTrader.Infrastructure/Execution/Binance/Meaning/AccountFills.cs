using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>
/// The whole account's fills after one that is known. The venue lists fills by symbol alone, so the symbols are asked that can have some:
/// those that are traded, that hold something or have orders, that we sent orders for, and that fees were paid for since. Fees are
/// listed a little late; that is why the others are asked in any case. Nothing is asked beyond the week that the venue answers by time.
/// </summary>
internal sealed class AccountFills(IBinanceApi api, BinanceCalls calls, FillReader fills, ServerClock clock, IReadOnlyList<Symbol> traded)
{
    /// <summary>More traded symbols than this are asked only for a reason, or the weight would not last.</summary>
    public const int TradedAskedMax = 40;

    private const int PageMax = 1_000;
    private const int FullFrom = PageMax / 2; // a full page lacks what is known already and what is refused; to take a page for full is only another question
    private const int AtOnceMax = 8;
    private static readonly TimeSpan BackMax = TimeSpan.FromDays(7) - TimeSpan.FromHours(2);
    private readonly Lock _gate = new();
    private readonly HashSet<Symbol> _sent = []; // bounded by the symbols that there are

    /// <summary>An order is about to go out.</summary>
    public void NoteSent(Symbol symbol)
    {
        lock (_gate)
        {
            _sent.Add(symbol);
        }
    }

    /// <summary>Ids above <paramref name="afterFillId"/>, oldest first, at most 1,000; what is left out comes with the next question.</summary>
    /// <param name="afterFillId">Known.</param>
    /// <param name="asked">These symbols alone; null: of the whole account.</param>
    /// <param name="stopping">Ends the asking.</param>
    public async ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> ReadAsync(long afterFillId, IReadOnlySet<Symbol>? asked, CancellationToken stopping)
    {
        var after = Math.Max(afterFillId, VenueFillIds.FirstAt(clock.UtcNow - BackMax) - 1);
        var (symbols, failure) = asked is not null ? (asked, "") : await SymbolsAsync(VenueFillIds.TimeOf(after), stopping).ConfigureAwait(false);
        if (symbols is null)
        {
            return ExchangeRead<IReadOnlyList<VenueFill>>.Failed(failure);
        }

        List<VenueFill> found = [];
        var horizon = long.MaxValue; // of a symbol whose page is full, later fills are not known yet
        foreach (var some in symbols.Order().Chunk(AtOnceMax))
        {
            var pages = await Task.WhenAll(some.Select(s => fills.ReadAsync(s, after, stopping).AsTask())).ConfigureAwait(false);
            foreach (var page in pages)
            {
                if (!page.IsOk)
                {
                    return page;
                }

                found.AddRange(page.Value);
                horizon = page.Value.Count >= FullFrom ? Math.Min(horizon, page.Value[^1].FillId) : horizon;
            }
        }

        return ExchangeRead<IReadOnlyList<VenueFill>>.Ok([.. found.Where(f => f.FillId <= horizon).OrderBy(f => f.FillId).Take(PageMax)]);
    }

    private async ValueTask<(IReadOnlySet<Symbol>? Symbols, string Failure)> SymbolsAsync(DateTimeOffset sinceUtc, CancellationToken stopping)
    {
        HashSet<Symbol> symbols = traded.Count <= TradedAskedMax ? [.. traded] : [];
        lock (_gate)
        {
            symbols.UnionWith(_sent);
        }

        var positions = await calls.ReadAsync(() => api.GetPositionsAsync(null, stopping), stopping).ConfigureAwait(false);
        if (!positions.TryGet(out var held))
        {
            return (null, $"The fills could not be read: {positions.Failure}");
        }

        Add(symbols, held.Select(p => p.Symbol));
        return await AddPaidAsync(symbols, sinceUtc, stopping).ConfigureAwait(false) is { } failure ? (null, failure) : (symbols, "");
    }

    private async ValueTask<string?> AddPaidAsync(HashSet<Symbol> symbols, DateTimeOffset sinceUtc, CancellationToken stopping)
    {
        for (var start = sinceUtc; ;)
        {
            var query = new IncomeQuery("COMMISSION", StartUtc: start);
            var answer = await calls.ReadAsync(() => api.GetIncomeAsync(query, stopping), stopping).ConfigureAwait(false);
            if (!answer.TryGet(out var page))
            {
                return $"The fills could not be read: {answer.Failure}";
            }

            Add(symbols, page.Select(i => i.Symbol));
            if (page.Count < query.Limit || VenueWords.Utc(page[^1].Time) <= start)
            {
                return null;
            }

            start = VenueWords.Utc(page[^1].Time);
        }
    }

    /// <summary>What has no name that can be traded here has no fills that anybody here could count.</summary>
    private static void Add(HashSet<Symbol> symbols, IEnumerable<string?> names)
    {
        foreach (var name in names)
        {
            if (Symbol.TryCreate(name, out var symbol))
            {
                symbols.Add(symbol);
            }
        }
    }
}
