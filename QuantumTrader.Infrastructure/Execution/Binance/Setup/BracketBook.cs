using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Setup;

/// <summary>
/// The venue's leverage brackets, read again and again: what it demands of a position of a size. What is not told, makes no sense or is
/// older than <see cref="BinanceOptions.InstrumentsAgeMax"/> is not known, and then nothing is opened. Asked from any thread.
/// </summary>
public sealed class BracketBook(IBinanceApi api, BinanceOptions options, TimeProvider time, ILogger log) : IMaintenance
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(2);
    private Picture? _picture;
    private string? _failure;

    public Fraction ShareOf(Symbol symbol, Usd notional) =>
        Volatile.Read(ref _picture) is { } known && time.GetElapsedTime(known.AskedAt) < options.InstrumentsAgeMax && known.BySymbol.TryGetValue(symbol, out var brackets)
            ? MaintenanceBracket.ShareOf(brackets, notional)
            : Fraction.Zero;

    /// <summary>Reads early enough that one that fails does no harm.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            var isRead = await ReadAsync(stopping).ConfigureAwait(false);
            await Task.Delay(isRead ? options.InstrumentsAgeMax / 4 : RetryEvery, time, stopping).ConfigureAwait(false);
        }
    }

    /// <summary>False when the venue did not tell them; what was known before stands until it is too old.</summary>
    public async Task<bool> ReadAsync(CancellationToken stopping)
    {
        var asked = time.GetTimestamp();
        var answer = await api.GetLeverageBracketsAsync(null, stopping).ConfigureAwait(false);
        if (!answer.TryGet(out var told))
        {
            Tell(answer.Failure);
            return false;
        }

        Dictionary<Symbol, MaintenanceBracket[]> bySymbol = [];
        foreach (var one in told)
        {
            if (Symbol.TryCreate(one.Symbol, out var symbol) && BracketsOf(one) is { } brackets)
            {
                bySymbol[symbol] = brackets;
            }
        }

        Volatile.Write(ref _picture, new Picture(bySymbol, asked));
        Tell(null);
        return true;
    }

    /// <summary>Null when they leave a gap, fall, or hold a rate that is none: half a truth is none here.</summary>
    private static MaintenanceBracket[]? BracketsOf(BinanceSymbolBrackets told)
    {
        // A coefficient below 1 makes the account's brackets smaller. Whether the caps say so already is not documented: smaller is safer.
        var coefficient = told.NotionalCoef is { } own ? Math.Min(own, 1m) : 1m;
        List<MaintenanceBracket> brackets = [];
        var (floor, rate) = (0m, 0m);
        foreach (var bracket in told.Brackets.OrderBy(b => b.NotionalFloor))
        {
            if (!(coefficient > 0m && bracket.NotionalFloor == floor && bracket.NotionalCap > floor && bracket.MaintMarginRatio >= rate && bracket.MaintMarginRatio is > 0m and < 1m && bracket.Cum >= 0m))
            {
                return null;
            }

            (floor, rate) = (bracket.NotionalCap, bracket.MaintMarginRatio);
            brackets.Add(new(new(floor * coefficient), new(rate), new(bracket.Cum * coefficient)));
        }

        return brackets.Count > 0 ? [.. brackets] : null;
    }

    private void Tell(string? failure)
    {
        if (failure is not null && _failure is null)
        {
            log.BracketsUnread(failure);
        }

        _failure = failure;
    }

    private sealed record Picture(Dictionary<Symbol, MaintenanceBracket[]> BySymbol, long AskedAt);
}
