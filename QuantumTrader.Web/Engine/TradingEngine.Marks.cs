using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Web.Engine;

/// <content>Marks between bars: they value the account and decide on nothing else.</content>
public sealed partial class TradingEngine
{
    /// <summary>
    /// What the venue reckons now. Equity and drawdown follow it within the second; models, indicators and the age of the bars do
    /// not, so that bars which stay away are missed all the same. An old or impossible mark is no reading and confirms nothing.
    /// </summary>
    public void OnMarks(ReadOnlySpan<MarkReading> marks)
    {
        var now = _parts.Time.GetUtcNow();
        var (isNew, isHeld) = (false, Ledger.OpenCount == 0);
        _step++;
        foreach (ref readonly var mark in marks)
        {
            if (Symbols.Find(mark.Symbol) is { } state && state.OnMark(in mark, now, _step))
            {
                Ledger.Mark(mark.Symbol, mark.Price);
                isNew = true;
                isHeld |= Ledger.Holds(mark.Symbol);
            }
        }

        LastDataAtUtc = isNew ? now : LastDataAtUtc;
        if (!isNew || !Leadership.IsOnDuty)
        {
            return;
        }

        _onDutySinceUtc ??= now;
        if (Equity.Last.Status != DrawdownStatus.Suspected || isHeld)
        {
            ObserveEquity(now);
        }

        if (Mode.Holds.Count > 0)
        {
            LookAtTriggers(now);
        }
    }
}
