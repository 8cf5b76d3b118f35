using System.Collections.ObjectModel;
using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Setup;

namespace QuantumTrader.Infrastructure.Execution.Binance.Venue;

/// <summary>
/// Sets the account up and checks the key, again and again until all is as it must be, and now and then afterwards, because people
/// change these things in the venue's own app. Until then, and when something is found changed, nothing is opened.
/// </summary>
internal sealed class AccountPreparation(VenueParts parts)
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10);
    private readonly ILogger _log = parts.Logs.CreateLogger<BinanceVenue>();
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal); // bounded by the kinds of warnings
    private IReadOnlyDictionary<Symbol, string> _bySymbol = ReadOnlyDictionary<Symbol, string>.Empty; // replaced as a whole
    private string? _objection = "The account at the venue has not been set up yet.";

    /// <summary>Why nothing may be opened; null when it may. From any thread.</summary>
    public string? Objection => Volatile.Read(ref _objection);

    /// <summary>Why nothing may be opened in one symbol; null when it may. From any thread.</summary>
    public string? ObjectionTo(Symbol symbol) => Volatile.Read(ref _bySymbol).GetValueOrDefault(symbol);

    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            var (news, said) = (parts.Halts.News, parts.Halts.Current);
            var verdict = await LookAsync(stopping).ConfigureAwait(false);
            if (verdict.IsSound && said is { IsOfPositionMode: true })
            {
                parts.Halts.Settle(said);
            }

            Tell(verdict);
            await WaitAsync(verdict.IsSound ? LookEvery : RetryEvery, news, stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Less when the venue says meanwhile that its position mode is another.</summary>
    private async Task WaitAsync(TimeSpan wait, Task news, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var delay = Task.Delay(wait, parts.Time, over.Token);
        while (await Task.WhenAny(delay, news).ConfigureAwait(false) == news && parts.Halts.Current is not { IsOfPositionMode: true })
        {
            news = parts.Halts.News;
        }

        await over.CancelAsync().ConfigureAwait(false);
        stopping.ThrowIfCancellationRequested();
    }

    private async Task<SetupVerdict> LookAsync(CancellationToken stopping)
    {
        var key = await KeyFaultsAsync(stopping).ConfigureAwait(false);
        return key.Count > 0 ? new(key, Volatile.Read(ref _bySymbol)) : await new VenueSetup(parts.Api, parts.Options).PrepareAsync(parts.Symbols, stopping).ConfigureAwait(false);
    }

    /// <summary>Real money is never traded with a key that was not proved safe; elsewhere there may be nobody to ask.</summary>
    private async Task<IReadOnlyList<string>> KeyFaultsAsync(CancellationToken stopping)
    {
        var isLive = parts.Environment is not (TradingEnvironment.Rehearsal or TradingEnvironment.Testnet);
        if (!isLive && parts.Options.WalletUrl.Length == 0)
        {
            return [];
        }

        var verdict = await new KeyCheck(parts.Api, parts.Clock.Clock, parts.Options).CheckAsync(stopping).ConfigureAwait(false);
        foreach (var warning in (isLive ? verdict.Warnings : verdict.Warnings.Concat(verdict.Faults)).Where(_warned.Add))
        {
            _log.KeyWarning(warning);
        }

        return isLive ? verdict.Faults : [];
    }

    private void Tell(SetupVerdict verdict)
    {
        foreach (var (symbol, fault) in verdict.BySymbol.Where(f => ObjectionTo(f.Key) != f.Value))
        {
            _log.SymbolNotPrepared(symbol.Value, fault);
        }

        Volatile.Write(ref _bySymbol, verdict.BySymbol);
        var objection = verdict.Faults.Count == 0 ? null : string.Join(" ", verdict.Faults);
        if (objection == Objection)
        {
            return;
        }

        Volatile.Write(ref _objection, objection);
        if (objection is null)
        {
            _log.Prepared(parts.Options.HedgeMode ? "hedge mode" : "one-way mode", parts.Options.MarginType, parts.Symbols.Count);
        }
        else
        {
            _log.NotPrepared(objection);
        }
    }
}
