using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy.Fields;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy.DryRun;

/// <summary>
/// Goes through the journal and judges each entry under another policy, against the one that was in force at the time. Bounded: plans
/// without an answer by <see cref="PlansMax"/>, results by <see cref="PolicyDryRun.OrdersMax"/>, the rate by what went out in a minute.
/// </summary>
/// <param name="history">Newest first.</param>
/// <param name="changed">What is tried.</param>
/// <param name="fromUtc">Answers before that only count for the rate.</param>
public sealed class DryRunFold(IReadOnlyList<TradingPolicy> history, TradingPolicy changed, DateTimeOffset fromUtc)
{
    private const int PlansMax = 10_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<TradeId, TradePlanned> _plans = [];
    private readonly Queue<TradeId> _planned = new();
    private readonly Queue<DateTimeOffset> _sent = new();
    private readonly Dictionary<(Symbol, Direction), DateTimeOffset> _last = []; // bounded by the symbols
    private readonly Queue<DryRunOrder> _orders = new();
    private readonly Dictionary<DryRunOutcome, int> _counts = [];
    private readonly Dictionary<(DryRunOutcome, string), int> _codes = []; // bounded by the denial codes
    private int _beforeHistory;

    public int Entries { get; private set; }

    public void Apply(DomainEvent e)
    {
        switch (e)
        {
            case TradePlanned plan:
                Remember(plan);
                break;
            case OrderIntended { Purpose: OrderPurpose.Entry } sent when _plans.Remove(sent.TradeId, out var plan):
                Judge(plan, sent.AtUtc, []);
                break;
            case OrderDenied { Purpose: OrderPurpose.Entry } denied when _plans.Remove(denied.TradeId, out var plan):
                Judge(plan, denied.AtUtc, denied.Codes);
                break;
        }
    }

    /// <param name="comparison">Of the policy in force with what is tried.</param>
    /// <param name="journalFromUtc">The first event that the journal still has; null: it has none.</param>
    /// <param name="toUtc">How far it was read.</param>
    public PolicyDryRun End(PolicyComparison comparison, DateTimeOffset? journalFromUtc, DateTimeOffset toUtc) => new((string?)null)
    {
        Comparison = comparison,
        FromUtc = fromUtc,
        ToUtc = toUtc,
        Entries = Entries,
        Counts = _counts,
        Codes = [.. _codes.Select(c => new DryRunCode(c.Key.Item1, c.Key.Item2, c.Value)).OrderByDescending(c => c.Count).ThenBy(c => c.Code, StringComparer.Ordinal)],
        Orders = [.. _orders.Reverse()],
        Gaps = DryRunGaps.Of(comparison, changed, journalFromUtc, fromUtc, _beforeHistory),
    };

    private void Remember(TradePlanned plan)
    {
        _plans[plan.TradeId] = plan;
        _planned.Enqueue(plan.TradeId);
        if (_planned.Count > PlansMax)
        {
            _plans.Remove(_planned.Dequeue()); // thousands of newer ones were answered meanwhile
        }
    }

    private void Judge(TradePlanned plan, DateTimeOffset atUtc, IReadOnlyList<string> codesThen)
    {
        var entry = new DryRunEntry(plan, SentInLastMinute(atUtc), _last.TryGetValue((plan.Symbol, plan.Direction), out var last) ? atUtc - last : null);
        var (outcome, codes) = codesThen.Count == 0 ? OfAllowed(entry, InForceAt(atUtc)) : OfDenied(entry, InForceAt(atUtc), codesThen);
        if (codesThen.Count == 0 ? outcome != DryRunOutcome.NowDenied : outcome == DryRunOutcome.NowAllowed)
        {
            _sent.Enqueue(atUtc);
            _last[(plan.Symbol, plan.Direction)] = atUtc;
        }

        if (atUtc >= fromUtc)
        {
            Note(new(plan.TradeId, atUtc, plan.Symbol, plan.Direction, entry.Notional, codesThen, outcome, codes));
        }
    }

    private (DryRunOutcome, IReadOnlyList<string>) OfAllowed(in DryRunEntry entry, TradingPolicy then)
    {
        var (denied, unknown, smaller) = Against(entry, then, codesThen: []);
        return denied.Count > 0 ? (DryRunOutcome.NowDenied, denied)
            : unknown.Count > 0 ? (DryRunOutcome.Unknown, unknown)
            : smaller.Count > 0 ? (DryRunOutcome.Smaller, smaller)
            : (DryRunOutcome.Unchanged, []);
    }

    private (DryRunOutcome, IReadOnlyList<string>) OfDenied(DryRunEntry entry, TradingPolicy then, IReadOnlyList<string> codesThen)
    {
        var unknown = new List<string>();
        foreach (var code in codesThen)
        {
            // What does not depend on the policy, and what did not become looser, denies as it did.
            if (DryRunRule.All.FirstOrDefault(r => r.Code == code) is not { } rule || rule.Step(then, changed) != PolicyStep.Looser || rule.Denies(entry, changed) is true)
            {
                return (DryRunOutcome.Unchanged, []);
            }

            if (rule.Denies(entry, changed) is null)
            {
                unknown.Add(code);
            }
        }

        var (denied, more, _) = Against(entry, then, codesThen);
        unknown.AddRange(more);
        return denied.Count > 0 ? (DryRunOutcome.Unchanged, [])
            : unknown.Count > 0 ? (DryRunOutcome.Unknown, unknown)
            : (DryRunOutcome.NowAllowed, codesThen);
    }

    /// <summary>What became tighter, and what it says of this entry.</summary>
    private (List<string> Denied, List<string> Unknown, List<string> Smaller) Against(in DryRunEntry entry, TradingPolicy then, IReadOnlyList<string> codesThen)
    {
        var (denied, unknown, smaller) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var rule in DryRunRule.All)
        {
            if (codesThen.Contains(rule.Code) || rule.Step(then, changed) != PolicyStep.Tighter)
            {
                continue;
            }

            switch (rule.Denies(entry, changed))
            {
                case true:
                    (rule.IsKeptBySizer ? smaller : denied).Add(rule.Code);
                    break;
                case null:
                    unknown.Add(rule.Code);
                    break;
            }
        }

        return (denied, unknown, smaller);
    }

    private TradingPolicy InForceAt(DateTimeOffset atUtc)
    {
        var found = history.FirstOrDefault(p => p.UpdatedAtUtc <= atUtc);
        _beforeHistory += found is null && atUtc >= fromUtc ? 1 : 0;
        return PolicyExpiry.GoneBack(found ?? history[^1], atUtc);
    }

    private int SentInLastMinute(DateTimeOffset atUtc)
    {
        while (_sent.TryPeek(out var oldest) && atUtc - oldest > Minute)
        {
            _sent.Dequeue();
        }

        return _sent.Count;
    }

    private void Note(DryRunOrder order)
    {
        Entries++;
        _counts[order.Outcome] = _counts.GetValueOrDefault(order.Outcome) + 1;
        foreach (var code in order.Codes)
        {
            _codes[(order.Outcome, code)] = _codes.GetValueOrDefault((order.Outcome, code)) + 1;
        }

        if (order.Outcome == DryRunOutcome.Unchanged)
        {
            return;
        }

        _orders.Enqueue(order);
        if (_orders.Count > PolicyDryRun.OrdersMax)
        {
            _orders.Dequeue();
        }
    }
}
