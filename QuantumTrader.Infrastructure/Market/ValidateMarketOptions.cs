using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>Says at start everything that is wrong with the section "Market", each with its key.</summary>
public sealed class ValidateMarketOptions : IValidateOptions<MarketOptions>
{
    /// <summary>EMA 50 is the longest warm-up; a few bars more let the crossings settle.</summary>
    private const int HistoryBarsMin = 60;

    public ValidateOptionsResult Validate(string? name, MarketOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(MarketOptions o)
    {
        if (!Enum.IsDefined(o.Source))
        {
            yield return $"Market:Source is {o.Source}: use Synthetic, Klines or Exchange.";
        }

        if (!(o.Speed >= 0 && o.Speed <= MarketOptions.SpeedMax))
        {
            yield return $"Market:Speed is {o.Speed}: use 0 (as fast as possible) to {MarketOptions.SpeedMax}; 60 plays a minute a second.";
        }

        if (o is { Source: MarketSourceKind.Exchange, Speed: 0 })
        {
            yield return "Market:Speed is 0: with Market:Source Exchange there is no as fast as possible. For a rehearsal use the fake venue's --speed; a real venue's market pays no heed to it, so leave it out there.";
        }

        if (o.HistoryBars is < HistoryBarsMin or > MarketOptions.HistoryBarsMax)
        {
            yield return $"Market:HistoryBars is {o.HistoryBars}: use {HistoryBarsMin} to {MarketOptions.HistoryBarsMax}, so that the indicators are warm at the first live bar.";
        }

        if (!string.IsNullOrEmpty(o.Symbol) && !Symbol.TryCreate(o.Symbol, out _))
        {
            yield return $"Market:Symbol is '{o.Symbol}': use a name such as BTCUSDT, or leave it out.";
        }

        if (SymbolsFailure(o) is { } symbols)
        {
            yield return symbols;
        }

        if (FileFailure(o) is { } failure)
        {
            yield return failure;
        }
    }

    private static string? SymbolsFailure(MarketOptions o)
    {
        var names = o.SymbolNames;
        return o.Source != MarketSourceKind.Exchange
                ? names.Count == 0 ? null : $"Market:Symbols is set, but Market:Source is {o.Source}: it is for Exchange alone; leave it empty."
            : names.Count is 0 or > MarketOptions.SymbolsMax ? $"Market:Symbols names {names.Count} symbols: with Market:Source Exchange, name 1 to {MarketOptions.SymbolsMax}, such as BTCUSDT, ETHUSDT."
            : names.FirstOrDefault(n => !Symbol.TryCreate(n, out _)) is { } wrong ? $"Market:Symbols names '{wrong}', which is no symbol: use names such as BTCUSDT."
            : null;
    }

    private static string? FileFailure(MarketOptions o) => (o.Source == MarketSourceKind.Klines, string.IsNullOrWhiteSpace(o.File)) switch
    {
        (true, true) => "Market:File is missing: with Market:Source Klines, name the kline file to play.",
        (true, false) when !File.Exists(o.File) => $"Market:File '{o.File}' is not a file that exists (looked in {Environment.CurrentDirectory}): correct the path.",
        (false, false) => $"Market:File is set, but Market:Source is {o.Source}: set Market:Source to Klines, or remove Market:File.",
        _ => null,
    };
}
