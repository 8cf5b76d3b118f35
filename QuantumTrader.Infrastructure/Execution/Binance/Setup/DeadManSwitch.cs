using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Setup;

/// <summary>
/// Tells the venue again and again to cancel a symbol's regular orders when it hears nothing more: a resting order of a process that is gone
/// must not open a position that nobody watches. Conditional orders are not touched by it, so protective stops stay. Only symbols with open
/// regular orders are covered, and only as many as a share of the weight budget allows.
/// </summary>
/// <param name="openOrders">The symbols with open regular orders now; asked each time.</param>
public sealed class DeadManSwitch(
    IBinanceApi api, BinanceOptions options, Func<IReadOnlyCollection<Symbol>> openOrders, TimeProvider time, ILogger<DeadManSwitch>? log = null)
{
    private const int WeightEach = 10;
    private const decimal WeightShare = 0.1m;

    private readonly ILogger _log = log ?? NullLogger<DeadManSwitch>.Instance;
    private readonly Lock _gate = new();
    private readonly Dictionary<Symbol, long> _setAt = []; // bounded by SymbolsMax, and those that could not be switched off
    private IReadOnlyList<Symbol> _uncovered = [];
    private string? _failure;

    /// <summary>How many symbols can be covered.</summary>
    public int SymbolsMax { get; } = Math.Max(
        1, (int)(options.WeightPerMinute * WeightShare * (decimal)Math.Max(options.DeadManInterval.TotalMinutes, 0.01)) / WeightEach);

    public DeadManHealth Health
    {
        get
        {
            lock (_gate)
            {
                return new(_setAt.ToDictionary(p => p.Key, p => options.DeadManCountdown - time.GetElapsedTime(p.Value)), _failure, _uncovered);
            }
        }
    }

    /// <summary>Until it is stopped. Then the countdowns go on at the venue, on purpose: nobody watches any more.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        if (options.DeadManCountdown == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(options.DeadManInterval, time);
        do
        {
            await RenewAsync(stopping).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false));
    }

    /// <summary>One round: sets what has open orders, switches off what has none any more.</summary>
    public async ValueTask RenewAsync(CancellationToken stopping)
    {
        var open = openOrders();
        Symbol[] covered = [.. open.OrderByDescending(IsSet).ThenBy(s => s).Take(SymbolsMax)];
        string? failure = null;
        foreach (var symbol in covered)
        {
            failure = await SetAsync(symbol, options.DeadManCountdown, stopping).ConfigureAwait(false) ?? failure;
        }

        foreach (var symbol in SetBefore().Except(open))
        {
            failure = await SetAsync(symbol, TimeSpan.Zero, stopping).ConfigureAwait(false) ?? failure;
        }

        lock (_gate)
        {
            (_failure, _uncovered) = (failure, [.. open.Except(covered)]);
        }
    }

    private async ValueTask<string?> SetAsync(Symbol symbol, TimeSpan countdown, CancellationToken stopping)
    {
        var began = time.GetTimestamp(); // the venue counts from when it reads it, which is later
        var answer = await api.CountdownCancelAllAsync(symbol, countdown, stopping).ConfigureAwait(false);
        if (!answer.TryGet(out _))
        {
            _log.DeadManFailed(symbol.Value, answer.Failure);
            return $"{symbol}: {answer.Failure}";
        }

        lock (_gate)
        {
            if (countdown == TimeSpan.Zero)
            {
                _setAt.Remove(symbol);
            }
            else
            {
                _setAt[symbol] = began;
            }
        }

        return null;
    }

    private bool IsSet(Symbol symbol)
    {
        lock (_gate)
        {
            return _setAt.ContainsKey(symbol);
        }
    }

    private Symbol[] SetBefore()
    {
        lock (_gate)
        {
            return [.. _setAt.Keys];
        }
    }
}
