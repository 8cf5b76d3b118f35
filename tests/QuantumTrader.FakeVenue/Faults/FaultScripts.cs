namespace QuantumTrader.FakeVenue.Faults;

/// <summary>
/// The scripted faults of REST calls. A call meets the first rule that fits; rules of <see cref="FaultKind.Delay"/> add
/// their delay whatever else it meets. Thread-safe.
/// </summary>
public sealed class FaultScripts : IFaultScripts
{
    /// <summary>Bounds the scripts; one more is refused.</summary>
    public const int RulesMax = 200;

    private readonly Lock _gate = new();
    private readonly List<FaultScript> _scripts = [];
    private VenueClock _clock = new(TimeProvider.System);

    public IReadOnlyList<FaultScript> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _scripts];
            }
        }
    }

    /// <summary>Takes the venue's clock, before the first call.</summary>
    internal void Bind(VenueClock clock) => _clock = clock;

    /// <returns>The script, which counts whom it met.</returns>
    /// <exception cref="ArgumentException">The rule contradicts itself, or there are too many.</exception>
    public FaultScript Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (FaultRules.Complaint(rule) is { } complaint)
        {
            throw new ArgumentException(complaint, nameof(rule));
        }

        lock (_gate)
        {
            if (_scripts.Count >= RulesMax)
            {
                throw new ArgumentException($"There are {RulesMax} rules already: clear them first.", nameof(rule));
            }

            var script = new FaultScript(rule);
            _scripts.Add(script);
            return script;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _scripts.Clear();
        }
    }

    public FaultAction? Before(FaultCall call) => Meet(call, answer: null);

    public FaultAction? After(FaultCall call, RestAnswer answer) => Meet(call, answer);

    private FaultAction? Meet(FaultCall call, RestAnswer? answer)
    {
        ArgumentNullException.ThrowIfNull(call);
        lock (_gate)
        {
            var delay = TimeSpan.Zero;
            foreach (var script in _scripts)
            {
                if (script.Rule.Executed != answer is not null || !script.TryMeet(call))
                {
                    continue;
                }

                delay += script.Rule.Delay;
                if (script.Rule.Kind != FaultKind.Delay)
                {
                    return Action(script.Rule, answer) with { Delay = delay };
                }
            }

            return delay > TimeSpan.Zero ? new FaultAction { Delay = delay } : null;
        }
    }

    private FaultAction Action(FaultRule rule, RestAnswer? answer) => new()
    {
        Abort = rule.Kind == FaultKind.Reset,
        Hang = rule.Kind == FaultKind.Hang,
        TruncateAt = rule.Kind == FaultKind.Truncate ? (answer?.Body.Length ?? 0) / 2 : null,
        Answer = FaultAnswers.Of(rule, _clock.NowMs),
    };
}
