using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;

namespace QuantumTrader.Infrastructure.Execution.Binance.Setup;

/// <summary>
/// Sets the account to what the engine assumes, and reads it back: position mode, margin type, leverage. What cannot be set, or reads
/// differently afterwards, is a fault, and nothing may trade. Run it again after every start: people change these things in the app.
/// </summary>
public sealed class VenueSetup(IBinanceApi api, BinanceOptions options)
{
    /// <param name="symbols">Those that will be traded; at most a few hundred.</param>
    /// <param name="leverage">What each is set to; null leaves it to the first entry, which sets its own.</param>
    /// <param name="stopping">Prevents what was not sent yet.</param>
    /// <returns>One line per fault; empty when everything is as it must be.</returns>
    public async ValueTask<IReadOnlyList<string>> PrepareAsync(IReadOnlyList<Symbol> symbols, Leverage? leverage, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        List<string> faults = [];
        await CheckAccountAsync(faults, stopping).ConfigureAwait(false);
        if (faults.Count > 0)
        {
            return faults;
        }

        await SetPositionModeAsync(faults, stopping).ConfigureAwait(false);
        await SetSymbolsAsync(symbols, leverage, faults, stopping).ConfigureAwait(false);
        return faults;
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

    private async ValueTask SetSymbolsAsync(IReadOnlyList<Symbol> symbols, Leverage? leverage, List<string> faults, CancellationToken stopping)
    {
        if (await ReadSymbolsAsync(faults, stopping).ConfigureAwait(false) is not { } before)
        {
            return;
        }

        var changed = false;
        foreach (var symbol in symbols)
        {
            var config = before.GetValueOrDefault(symbol.Value);
            changed |= await SetMarginTypeAsync(symbol, config, faults, stopping).ConfigureAwait(false);
            changed |= await SetLeverageAsync(symbol, leverage, config, faults, stopping).ConfigureAwait(false);
        }

        if (!changed)
        {
            return;
        }

        if (await ReadSymbolsAsync(faults, stopping).ConfigureAwait(false) is { } after)
        {
            faults.AddRange(symbols.Select(s => Mismatch(s, after.GetValueOrDefault(s.Value), leverage)).OfType<string>());
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
    private async ValueTask<bool> SetMarginTypeAsync(Symbol symbol, BinanceSymbolConfig? config, List<string> faults, CancellationToken stopping)
    {
        if (config?.MarginType == options.MarginType)
        {
            return false;
        }

        var answer = await api.SetMarginTypeAsync(symbol, options.MarginType, stopping).ConfigureAwait(false);
        if (!IsDone(answer))
        {
            faults.Add($"{symbol}: the margin type could not be set to {options.MarginType}: {answer.Failure}");
        }

        return true;
    }

    /// <inheritdoc cref="SetMarginTypeAsync"/>
    private async ValueTask<bool> SetLeverageAsync(Symbol symbol, Leverage? leverage, BinanceSymbolConfig? config, List<string> faults, CancellationToken stopping)
    {
        if (leverage is not { } wanted || config?.Leverage == wanted.Value)
        {
            return false;
        }

        var answer = await api.SetLeverageAsync(symbol, (int)wanted.Value, stopping).ConfigureAwait(false);
        if (answer is not BinanceAnswer<BinanceLeverage>.Ok)
        {
            faults.Add($"{symbol}: the leverage could not be set to {wanted}: {answer.Failure}");
        }

        return true;
    }

    private string? Mismatch(Symbol symbol, BinanceSymbolConfig? config, Leverage? leverage) =>
        config is null ? $"{symbol}: the venue shows no settings of it."
        : config.MarginType != options.MarginType ? $"{symbol}: the margin type reads {Http.WireText.Clean(config.MarginType)} after it was set to {options.MarginType}."
        : leverage is { } wanted && config.Leverage != wanted.Value ? $"{symbol}: the leverage reads {new Leverage(config.Leverage)} after it was set to {wanted}."
        : null;

    /// <summary>"No need to change" is what was asked for.</summary>
    private static bool IsDone(BinanceAnswer<BinanceMessage> answer) =>
        answer is BinanceAnswer<BinanceMessage>.Ok || (answer.RefusalCode is not 0 and var code && BinanceCodes.ReactionTo(code, isChange: true) == Reaction.Done);
}
