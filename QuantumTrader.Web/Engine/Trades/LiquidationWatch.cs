using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>
/// Watches how far each position is from the price at which the venue takes it away: the venue's price from the last reading of the account,
/// by whomever it was asked, against the mark of this moment. A trade of ours that comes too near is made smaller, and again on each newer
/// reading while it stays so; a position that no trade explains is only told. Readings that others make anyway are young enough for what is
/// far away; near the limit the account is asked every two seconds. Too old a reading says nothing: that is told, and nothing is done.
/// </summary>
public sealed class LiquidationWatch(
    LimitedReader reader, AccountLedger ledger, TradeDesk desk, TradesOptions options, Func<bool> isNeeded, IEventBus bus, EngineTasks tasks, TimeProvider time, IIdSource ids)
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ReadEveryNear = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReadingAgeMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailedPause = TimeSpan.FromSeconds(5);
    private const decimal NearFactor = 2m;
    private readonly HashSet<(Symbol, PositionSide)> _told = []; // bounded by the legs
    private readonly HashSet<(Symbol, PositionSide)> _unknown = []; // bounded by the legs
    private readonly Dictionary<(Symbol, PositionSide), long> _reducedAt = []; // bounded by the legs; the reading's time
    private readonly long _began = time.GetTimestamp();
    private long? _triedAt;

    private Fraction DistanceMin => new((decimal)options.LiquidationDistanceMin);

    /// <summary>One look; the time between two is the caller's.</summary>
    public async Task LookAsync()
    {
        if (!IsDue())
        {
            return;
        }

        if (!IsAnyNear(NearFactor) ? AgeOf(reader.LastAccount) >= ReadEvery : AgeOf(reader.LastAccount) >= ReadEveryNear)
        {
            await AskAsync();
        }

        if (IsDue())
        {
            Judge();
        }
    }

    /// <summary>Forgets what was near while there is nothing to watch.</summary>
    private bool IsDue()
    {
        if (isNeeded() && options.LiquidationDistanceMin > 0 && ledger.OpenCount > 0)
        {
            return true;
        }

        _told.Clear();
        _unknown.Clear();
        _reducedAt.Clear();
        return false;
    }

    private async Task AskAsync()
    {
        if (_triedAt is { } at && time.GetElapsedTime(at) < FailedPause && AgeOf(reader.LastAccount) > FailedPause)
        {
            return; // It failed a moment ago.
        }

        _triedAt = time.GetTimestamp();
        await reader.GetAccountAsync(CancellationToken.None);
    }

    private void Judge()
    {
        var last = reader.LastAccount;
        if (last is null || AgeOf(last) > ReadingAgeMax)
        {
            foreach (var leg in ledger.Legs.Where(l => !l.IsFlat).ToArray())
            {
                TellUnknown(leg);
            }

            return;
        }

        foreach (var leg in ledger.Legs.Where(l => !l.IsFlat).ToArray())
        {
            // What was opened since the reading is judged on the next one.
            if (last.Value.Account.Positions.FirstOrDefault(p => p.Symbol == leg.Symbol && p.PositionSide == leg.Side && p.Direction == leg.Direction) is { } position)
            {
                Judge(leg, position, last.Value.AskedAt);
            }
        }
    }

    private void Judge(LedgerPosition leg, VenuePosition position, long askedAt)
    {
        var mark = leg.MarkPrice.IsValid ? leg.MarkPrice : position.MarkPrice;
        if (!mark.IsValid)
        {
            TellUnknown(leg);
            return;
        }

        var key = (leg.Symbol, leg.Side);
        _unknown.Remove(key);
        if (LiquidationDistance.Of(position, mark) is not { } distance || distance >= DistanceMin)
        {
            _told.Remove(key);
            _reducedAt.Remove(key);
            return;
        }

        // The same reading does not know of the last reduction yet.
        var isReduced = !(_reducedAt.TryGetValue(key, out var before) && askedAt <= before)
            && desk.TryReduce(leg.Symbol, leg.Side, leg.Direction, new Fraction((decimal)options.LiquidationReduceShare));
        if (isReduced)
        {
            _reducedAt[key] = time.GetTimestamp();
        }

        if (_told.Add(key) || isReduced)
        {
            Tell(leg, distance, isReduced);
        }
    }

    private void TellUnknown(LedgerPosition leg)
    {
        if (_unknown.Add((leg.Symbol, leg.Side)))
        {
            Tell(leg, distance: null, isReduced: false);
        }
    }

    private void Tell(LedgerPosition leg, Fraction? distance, bool isReduced) =>
        tasks.Publish("journal a liquidation that is near", bus, new LiquidationNear(ids.Next(), time.GetUtcNow())
        {
            Symbol = leg.Symbol,
            Direction = leg.Direction,
            TradeId = desk.TradeOf(leg.Symbol, leg.Side, leg.Direction),
            Distance = distance,
            DistanceMin = DistanceMin,
            IsReduced = isReduced,
        });

    private bool IsAnyNear(decimal factor)
    {
        if (reader.LastAccount is not { } last)
        {
            return false;
        }

        foreach (var position in last.Account.Positions)
        {
            var mark = ledger.Find(position.Symbol, position.PositionSide)?.MarkPrice is { IsValid: true } live ? live : position.MarkPrice;
            if (mark.IsValid && LiquidationDistance.Of(position, mark) is { } distance && distance.Value < DistanceMin.Value * factor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Before the first reading: since this watch was made.</summary>
    private TimeSpan AgeOf((AccountSnapshot Account, long AskedAt)? reading) => time.GetElapsedTime(reading?.AskedAt ?? _began);
}
