using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>
/// Chooses size, leverage and exits by tabular Q-learning, inside fixed bounds. In this order:
/// <list type="number">
/// <item>High volatility without experience gives exactly 0.3 of the size, leverage 1, conservative exits, before anything else.
/// High volatility is ATR / price above 0.03, or unreadable. Experience is a best action that was tried often enough and is
/// worth something; a NaN or infinity anywhere is no experience.</item>
/// <item>In ordinary volatility a small share of decisions tries a random cell. In high volatility nothing is tried.</item>
/// <item>The best action of a trained state; else half the size, leverage 2, balanced exits.</item>
/// <item>The policy's caps lower the result and never raise it.</item>
/// </list>
/// Notional = multiplier x min(largest position, policy's position cap) x scaling factor, then capped: the base is the smaller of
/// the two, or the caps would flatten a cautious 0.3 and a bold 1.0 to the same amount. Leverage decides the margin only.
/// <para>Single-threaded: the engine loop decides and learns. Deciding allocates nothing.</para>
/// </summary>
public sealed class RlPositionSizer(SizerSettings settings, SeededRandom random, QTable table, RecentOutcomes recent)
{
    private RecentOutcomes _recent = recent;

    public RlPositionSizer(SizerSettings settings, SeededRandom random)
        : this(settings, random, new QTable(), default)
    {
    }

    public QTable Table => table;

    public RecentOutcomes Recent => _recent;

    /// <summary>Outcomes that updated a cell.</summary>
    public long CreditedCount { get; private set; }

    /// <summary>Outcomes that were ignored: unknown keys or impossible numbers.</summary>
    public long IgnoredCount { get; private set; }

    public SizingDecision Decide(in SizingInputs inputs)
    {
        var isHighVol = inputs.IsHighVol || !(inputs.AtrOverPrice >= 0.0 && inputs.AtrOverPrice <= settings.HighVolAtrOverPrice);
        var state = SizingStates.IndexOf(isHighVol, inputs.Adx, inputs.Confidence, inputs.Exposure, _recent.WinRate);
        var (action, reason) = Choose(state, isHighVol, inputs);
        return Limit(action, reason, state, isHighVol, inputs);
    }

    /// <summary>Credits the cell that the trade was planned with. Every sound outcome counts for the recent win rate.</summary>
    public LearnResult Learn(in SizingOutcome outcome)
    {
        var result = Credit(outcome);
        if (result is LearnResult.UnknownKey or LearnResult.Invalid)
        {
            IgnoredCount++;
            return result;
        }

        _recent = _recent.With(outcome.Pnl.Value > 0m);
        return result;
    }

    private (SizingAction Action, SizingReason Reason) Choose(int state, bool isHighVol, in SizingInputs inputs)
    {
        var readable = double.IsFinite(inputs.Confidence) && double.IsFinite(inputs.Adx) && double.IsFinite(inputs.AtrOverPrice);
        var mayLearn = readable && inputs.Limits is { EnableRl: true };
        var trained = mayLearn && table.IsTrained(state, settings.VisitsMin, settings.ValueMin);
        if (isHighVol && !trained)
        {
            return (SizingAction.Fallback, SizingReason.FallbackHighVol);
        }

        if (mayLearn && !isHighVol && random.NextDouble() < settings.ExplorationRate)
        {
            return (SizingActions.At(random.Next(SizingActions.Count)), SizingReason.Explored);
        }

        return trained
            ? (SizingActions.At(table.BestOf(state)), SizingReason.Learned)
            : (SizingAction.Default, SizingReason.DefaultUntrained);
    }

    private SizingDecision Limit(SizingAction action, SizingReason reason, int state, bool isHighVol, in SizingInputs inputs)
    {
        var (notional, leverage, wasCapped) = (Usd.Zero, action.Leverage, true);
        if (inputs.Limits is { } limits)
        {
            var asked = SizingCaps.ToCents(Usd.Min(settings.PositionMax, limits.PositionSizeCap) * action.SizeMultiplier * limits.ScalingFactor);
            leverage = SizingCaps.Lower(action.Leverage, limits);
            notional = SizingCaps.Lower(Usd.Min(asked, settings.PositionMax), leverage, action.ExitPlan, inputs.Equity, limits);
            wasCapped = notional < asked || leverage < action.Leverage;
        }

        return new SizingDecision
        {
            Symbol = inputs.Symbol,
            Notional = notional,
            Leverage = leverage,
            SizeMultiplier = action.SizeMultiplier,
            ExitPlan = action.ExitPlan,
            StateKey = SizingStates.KeyOf(state),
            ActionKey = action.Key,
            Reason = reason,
            IsHighVol = isHighVol,
            WasCapped = wasCapped,
            Price = inputs.Price,
        };
    }

    private LearnResult Credit(in SizingOutcome outcome)
    {
        if (outcome.Held < TimeSpan.Zero)
        {
            return LearnResult.Invalid;
        }

        if (string.IsNullOrEmpty(outcome.ActionKey))
        {
            return LearnResult.NoCell;
        }

        if (!SizingStates.TryIndexOf(outcome.StateKey, out var state) || !SizingActions.TryIndexOf(outcome.ActionKey, out var action))
        {
            return LearnResult.UnknownKey;
        }

        if (!table.TryUpdate(state, action, SizingReward.Of(outcome), settings.LearningRate))
        {
            return LearnResult.Invalid;
        }

        CreditedCount++;
        return LearnResult.Credited;
    }
}
