using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>
/// Puts the bars of many symbols together into steps of one close time, each symbol's without a hole as far as the venue has the bars.
/// Knows no clock: whoever calls it says what time it is, by the venue's clock.
/// </summary>
internal sealed class BarSteps
{
    private const int AwaitedBarsMax = 3;
    private readonly BarSettings _settings;
    private readonly Dictionary<Symbol, SymbolBars> _symbols;
    private readonly Queue<MarketBar> _corrections = new(); // bounded by one per symbol and call of Add
    private DateTimeOffset _firstCame; // of the step that gathers
    private DateTimeOffset _gathering;
    private DateTimeOffset _lastGiven;
    private DateTimeOffset? _backlogSince; // old bars come in order of their times, but a whole backlog waits for laggards only once

    public BarSteps(IEnumerable<Symbol> symbols, BarSettings settings)
    {
        _settings = settings;
        _symbols = symbols.ToDictionary(s => s, s => new SymbolBars(s));
    }

    public long Given { get; private set; }

    public long Late { get; private set; }

    public long Gaps { get; private set; }

    public long Duplicates { get; private set; }

    public long Corrections { get; private set; }

    /// <summary>The history of one symbol ends with this bar; the next one must follow it.</summary>
    public void Begin(in MarketBar last, DateTimeOffset nowUtc) => _symbols[last.Symbol].Give(last.Candle, nowUtc);

    /// <summary>A symbol without any history: its first bar is the one that opens then, or later.</summary>
    public void BeginAt(Symbol symbol, DateTimeOffset openUtc) => _symbols[symbol].NextOpenUtc = openUtc;

    /// <returns>True: it was not known yet.</returns>
    public bool Add(in MarketBar bar, DateTimeOffset nowUtc)
    {
        if (!_symbols.TryGetValue(bar.Symbol, out var symbol))
        {
            return false;
        }

        if (bar.Candle.OpenTimeUtc < symbol.NextOpenUtc)
        {
            Again(symbol, in bar, nowUtc);
            return false;
        }

        if (symbol.Wait(bar.Candle))
        {
            return true;
        }

        Duplicates++;
        return false;
    }

    /// <summary>The next step, when there is one to give.</summary>
    public bool TryTake(DateTimeOffset nowUtc, out MarketStep step)
    {
        step = default;
        if (_corrections.TryDequeue(out var corrected))
        {
            step = Step(corrected.Candle.CloseTimeUtc, [corrected], nowUtc);
            return true;
        }

        SkipHoles(nowUtc);
        if (NextClose() is not { } close)
        {
            return false;
        }

        if (nowUtc - GathersSince(close, nowUtc) < _settings.Grace && close > _lastGiven && _symbols.Values.Any(s => IsAwaited(s, close)))
        {
            return false;
        }

        Late += close <= _lastGiven ? 1 : 0;
        var bars = _symbols.Values.Where(s => s.IsNextHere && s.First!.Value.CloseTimeUtc == close).Select(s => new MarketBar(s.Symbol, s.Take(nowUtc))).ToArray();
        _lastGiven = close > _lastGiven ? close : _lastGiven;
        step = Step(close, bars, nowUtc);
        return true;
    }

    /// <summary>Symbols whose next bar should have come, and from where to ask; each is counted as asked now.</summary>
    public IReadOnlyList<(Symbol Symbol, DateTimeOffset FromUtc)> TakeMissing(DateTimeOffset nowUtc)
    {
        List<(Symbol, DateTimeOffset)> missing = [];
        foreach (var symbol in _symbols.Values)
        {
            if (symbol.NextOpenUtc is { } next && IsMissing(symbol, next, nowUtc) && !(nowUtc < symbol.AskAgainAtUtc))
            {
                symbol.AskAgainAtUtc = nowUtc + (_settings.AskEvery * (1 << Math.Min(symbol.Asked++, 6)));
                missing.Add((symbol.Symbol, next));
            }
        }

        return missing;
    }

    /// <summary>REST did not answer, which says nothing about the bar: it is asked again soon.</summary>
    public void AskFailed(Symbol symbol) => _symbols[symbol].Asked = 0;

    /// <summary>REST has been asked and knows bars up to this one: a hole before it is the venue's own.</summary>
    public void AskedUpTo(Symbol symbol, DateTimeOffset newestOpenUtc)
    {
        var bars = _symbols[symbol];
        bars.IsAskedToTheEnd = bars.HasHole && newestOpenUtc >= bars.First!.Value.OpenTimeUtc;
    }

    private bool IsMissing(SymbolBars symbol, DateTimeOffset next, DateTimeOffset nowUtc) =>
        symbol.HasHole || (!symbol.IsNextHere && nowUtc - (next + _settings.Interval) >= _settings.LateMax);

    /// <summary>A bar of a time that was given already: the same again, older, or a correction.</summary>
    private void Again(SymbolBars symbol, in MarketBar bar, DateTimeOffset nowUtc)
    {
        if (bar.Candle.OpenTimeUtc != symbol.Last.OpenTimeUtc || bar.Candle == symbol.Last)
        {
            Duplicates++;
            return;
        }

        Corrections++;
        if (nowUtc - symbol.GivenAtUtc <= _settings.CorrectionMax)
        {
            symbol.Give(bar.Candle, symbol.GivenAtUtc);
            _corrections.Enqueue(bar);
        }
    }

    /// <summary>Goes on after a hole that REST cannot fill, or not in time.</summary>
    private void SkipHoles(DateTimeOffset nowUtc)
    {
        foreach (var symbol in _symbols.Values)
        {
            if (!symbol.HasHole)
            {
                continue;
            }

            if (symbol.GapSinceUtc is null)
            {
                (symbol.GapSinceUtc, symbol.AskAgainAtUtc, symbol.Asked) = (nowUtc, null, 0); // asked for at once
            }

            if (symbol.IsAskedToTheEnd || nowUtc - symbol.GapSinceUtc >= _settings.GapWaitMax)
            {
                Gaps++;
                symbol.NextOpenUtc = symbol.First!.Value.OpenTimeUtc;
                symbol.GapSinceUtc = null;
            }
        }
    }

    private DateTimeOffset? NextClose()
    {
        DateTimeOffset? close = null;
        foreach (var symbol in _symbols.Values)
        {
            if (symbol.IsNextHere && !(symbol.First!.Value.CloseTimeUtc >= close))
            {
                close = symbol.First.Value.CloseTimeUtc;
            }
        }

        return close;
    }

    private DateTimeOffset GathersSince(DateTimeOffset close, DateTimeOffset nowUtc)
    {
        if (close != _gathering)
        {
            (_gathering, _firstCame) = (close, nowUtc);
        }

        _backlogSince = IsOld(close, nowUtc) ? _backlogSince ?? nowUtc : null;
        return _backlogSince ?? _firstCame;
    }

    /// <summary>The symbol may still bring a bar for this step. One that has been silent for a while holds up nobody.</summary>
    private bool IsAwaited(SymbolBars symbol, DateTimeOffset close) =>
        !(symbol.IsNextHere && symbol.First!.Value.CloseTimeUtc == close)
        && symbol.NextOpenUtc < close && symbol.NextOpenUtc >= close - (_settings.Interval * AwaitedBarsMax);

    private bool IsOld(DateTimeOffset close, DateTimeOffset nowUtc) => !(nowUtc - close <= _settings.LiveAgeMax);

    private MarketStep Step(DateTimeOffset close, MarketBar[] bars, DateTimeOffset nowUtc)
    {
        var isHistory = IsOld(close, nowUtc);
        Given += isHistory ? 0 : bars.Length;
        return new(close, bars, isHistory);
    }
}
