using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;

namespace QuantumTrader.Infrastructure.Execution.Binance.Setup;

/// <summary>
/// Sets the account to what the engine assumes, and reads it back: position mode, margin type. What cannot be set, or reads
/// differently afterwards, is a fault: of the account, and nothing may trade, or of a symbol, and that one may not. Leverage is set and read
/// back before the entries that need it. Run it again after every start: people change these things in the app.
/// </summary>
public sealed class VenueSetup(IBinanceApi api, BinanceOptions options)
{
    /// <param name="symbols">Those that will be traded; at most a few hundred.</param>
    /// <param name="stopping">Prevents what was not sent yet.</param>
    public async ValueTask<SetupVerdict> PrepareAsync(IReadOnlyList<Symbol> symbols, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        List<string> faults = [];
        Dictionary<Symbol, string> bySymbol = [];
        await CheckAccountAsync(faults, stopping).ConfigureAwait(false);
        if (faults.Count == 0)
        {
            await SetPositionModeAsync(faults, stopping).ConfigureAwait(false);
            await SetSymbolsAsync(symbols, faults, bySymbol, stopping).ConfigureAwait(false);
        }

        return new(faults, bySymbol);
    }

    private async ValueTask CheckAccountAsync(List<string> faults, CancellationToken stopping)
    {
        var answer = await api.GetAccountConfigAsync(stopping).ConfigureAwait(false);
        if (!answer.TryGet(out var config))
        {
            faults.Add($"The venue's account settings could not be read: {answer.Failure}");
            return;
        }

        if (!config.CanTrade) faults.Add("The venue does not let this account trade.");
        if (config.MultiAssetsMargin) faults.Add("The account is in multi-assets mode, in which other currencies stand in for margin; switch it to single-asset mode at the venue.");
    }

    private async ValueTask SetPositionModeAsync(List<string> faults, CancellationToken stopping)
    {
        var wanted = options.HedgeMode ? "hedge mode" : "one-way mode";
        if (await IsModeSetAsync(faults, stopping).ConfigureAwait(false) is not false)
        {
            return;
        }

        var answer = await api.SetPositionModeAsync(options.HedgeMode, stopping).ConfigureAwait(false);
        if (!IsDone(answer))
        {
            faults.Add($"The account is not in {wanted} and could not be switched: {answer.Failure}. Close all positions and orders, or change Binance:HedgeMode.");
        }
        else if (await IsModeSetAsync(faults, stopping).ConfigureAwait(false) is false)
        {
            faults.Add($"The venue confirmed {wanted} and still shows the other one.");
        }
    }

    /// <summary>Null when it could not be read; that is a fault already.</summary>
    private async ValueTask<bool?> IsModeSetAsync(List<string> faults, CancellationToken stopping)
    {
        var answer = await api.GetPositionModeAsync(stopping).ConfigureAwait(false);
        if (answer.TryGet(out var mode))
        {
            return mode.DualSidePosition == options.HedgeMode;
        }

        faults.Add($"The position mode could not be read: {answer.Failure}");
        return null;
    }

    private async ValueTask SetSymbolsAsync(IReadOnlyList<Symbol> symbols, List<string> faults, Dictionary<Symbol, string> bySymbol, CancellationToken stopping)
    {
        if (await ReadSymbolsAsync(faults, stopping).ConfigureAwait(false) is not { } before)
        {
            return;
        }

        var changed = false;
        foreach (var symbol in symbols)
        {
            changed |= await SetMarginTypeAsync(symbol, before.GetValueOrDefault(symbol.Value), bySymbol, stopping).ConfigureAwait(false);
        }

        if (!changed || await ReadSymbolsAsync(faults, stopping).ConfigureAwait(false) is not { } after)
        {
            return;
        }

        foreach (var symbol in symbols)
        {
            if (Mismatch(symbol, after.GetValueOrDefault(symbol.Value)) is { } fault)
            {
                bySymbol.TryAdd(symbol, fault);
            }
        }
    }

    private async ValueTask<Dictionary<string, BinanceSymbolConfig>?> ReadSymbolsAsync(List<string> faults, CancellationToken stopping)
    {
        var answer = await api.GetSymbolConfigAsync(null, stopping).ConfigureAwait(false);
        if (answer.TryGet(out var configs))
        {
            return configs.GroupBy(c => c.Symbol).ToDictionary(g => g.Key, g => g.First());
        }

        faults.Add($"The symbols' settings could not be read: {answer.Failure}");
        return null;
    }

    /// <returns>Whether something was sent.</returns>
    private async ValueTask<bool> SetMarginTypeAsync(Symbol symbol, BinanceSymbolConfig? config, Dictionary<Symbol, string> faults, CancellationToken stopping)
    {
        if (config?.MarginType == options.MarginType)
        {
            return false;
        }

        var answer = await api.SetMarginTypeAsync(symbol, options.MarginType, stopping).ConfigureAwait(false);
        if (!IsDone(answer))
        {
            faults.TryAdd(symbol, $"{symbol}: the margin type could not be set to {options.MarginType}: {answer.Failure}");
        }

        return true;
    }

    private string? Mismatch(Symbol symbol, BinanceSymbolConfig? config) =>
        config is null ? $"{symbol}: the venue shows no settings of it."
        : config.MarginType != options.MarginType ? $"{symbol}: the margin type reads {Http.WireText.Clean(config.MarginType)} after it was set to {options.MarginType}."
        : null;

    /// <summary>"No need to change" is what was asked for.</summary>
    private static bool IsDone(BinanceAnswer<BinanceMessage> answer) =>
        answer is BinanceAnswer<BinanceMessage>.Ok || (answer.RefusalCode is not 0 and var code && BinanceCodes.ReactionTo(code, isChange: true) == Reaction.Done);
}
