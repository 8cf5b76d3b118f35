using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>
/// The rules of every perpetual contract in the account's currency, read anew when they are old or when the venue refused something by a
/// rule that we did not know. Safe from any thread.
/// </summary>
internal sealed class InstrumentBook(IBinanceApi api, BinanceCalls calls, BinanceOptions options, TimeProvider time, Action<IReadOnlyList<BinanceRateLimit>> limitsTold, ILogger log)
{
    private Picture? _picture;

    public async ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetAsync(CancellationToken stopping)
    {
        if (Volatile.Read(ref _picture) is { IsOld: false } known && time.GetElapsedTime(known.ReadAt) < options.InstrumentsAgeMax)
        {
            return ExchangeRead<IReadOnlyList<Instrument>>.Ok(known.Instruments);
        }

        var askedInfo = calls.ReadAsync(() => api.GetExchangeInfoAsync(stopping), stopping).AsTask();
        var askedBrackets = calls.ReadAsync(() => api.GetLeverageBracketsAsync(null, stopping), stopping).AsTask();
        var (info, brackets) = (await askedInfo.ConfigureAwait(false), await askedBrackets.ConfigureAwait(false));
        if (!info.TryGet(out var listed))
        {
            return Failed("contracts", info.Failure);
        }

        limitsTold(listed.RateLimits ?? []);
        return brackets.TryGet(out var leverages) ? Adopt(listed, leverages) : Failed("leverage brackets", brackets.Failure);
    }

    /// <summary>Null before the first reading, and for symbols that the venue does not have.</summary>
    public SymbolRules? Find(Symbol symbol) => Volatile.Read(ref _picture)?.Rules.GetValueOrDefault(symbol);

    /// <summary>The next question is asked at the venue.</summary>
    public void Forget()
    {
        if (Volatile.Read(ref _picture) is { } picture)
        {
            picture.IsOld = true;
        }
    }

    private ExchangeRead<IReadOnlyList<Instrument>> Adopt(BinanceExchangeInfo info, IReadOnlyList<BinanceSymbolBrackets> brackets)
    {
        var leverages = brackets.GroupBy(b => b.Symbol).ToDictionary(g => g.Key, g => g.SelectMany(b => b.Brackets).Select(b => b.InitialLeverage).DefaultIfEmpty(1m).Max());
        var rules = new Dictionary<Symbol, SymbolRules>();
        var leftOut = 0;
        foreach (var symbol in info.Symbols.Where(s => s.ContractType == "PERPETUAL" && (s.MarginAsset ?? s.QuoteAsset) == options.SettlementAsset))
        {
            if (RulesReader.Read(symbol, leverages.GetValueOrDefault(symbol.Symbol, 1m)) is { } read)
            {
                rules[read.Instrument.Symbol] = read;
            }
            else
            {
                leftOut++;
            }
        }

        if (leftOut > 0)
        {
            log.SymbolsLeftOut(leftOut);
        }

        IReadOnlyList<Instrument> instruments = [.. rules.Values.Select(r => r.Instrument)];
        if (instruments.Count == 0)
        {
            return Failed("contracts", $"the venue lists no perpetual contract in {options.SettlementAsset}");
        }

        Volatile.Write(ref _picture, new Picture(rules, instruments, time.GetTimestamp()));
        return ExchangeRead<IReadOnlyList<Instrument>>.Ok(instruments);
    }

    private static ExchangeRead<IReadOnlyList<Instrument>> Failed(string what, string why) =>
        ExchangeRead<IReadOnlyList<Instrument>>.Failed($"The venue's {what} could not be read: {why}");

    private sealed record Picture(Dictionary<Symbol, SymbolRules> Rules, IReadOnlyList<Instrument> Instruments, long ReadAt)
    {
        public volatile bool IsOld;
    }
}
