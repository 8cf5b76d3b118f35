using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>How the paper venue charges, fills and waits. Rates are shares (0.0004 is 0.04 %); bps are hundredths of a per cent.</summary>
public sealed record PaperSettings
{
    /// <summary>Cash of a new account; an account that was stored keeps its own.</summary>
    public Usd StartingBalance { get; init; } = new(10_000m);

    public Fraction TakerFee { get; init; } = new(0.0004m);
    public Fraction MakerFee { get; init; } = new(0.0002m);

    /// <summary>Half the distance between bid and ask, around the last price. 0 to 1,000.</summary>
    public decimal HalfSpreadBps { get; init; } = 1m;

    /// <summary>The most that a small market order slips beyond the spread; each fill draws from zero to this. 0 to 1,000.</summary>
    public decimal SlippageBps { get; init; } = 2m;

    /// <summary>What a million USDT of order value adds to <see cref="SlippageBps"/>. 0 to 10,000.</summary>
    public decimal SlippageBpsPerMillion { get; init; } = 20m;

    /// <summary>How often the first execution of an order is only a part. 0 to 1.</summary>
    public Fraction PartialFillProbability { get; init; } = new(0.05m);

    /// <summary>The part, floored to the step; the rest follows on the next bar. Above 0 and below 1.</summary>
    public Fraction PartialFillShare { get; init; } = new(0.5m);

    /// <summary>Paid by longs to shorts every eight hours of market time, at 00:00, 08:00 and 16:00 UTC. -0.03 to 0.03.</summary>
    public Fraction FundingRate { get; init; } = new(0.0001m);

    /// <summary>Share of a position's value that margin must exceed. Above 0 and below 0.5.</summary>
    public Fraction MaintenanceMarginRate { get; init; } = new(0.005m);

    /// <summary>Long and short legs held apart; otherwise one net position per symbol.</summary>
    public bool HedgeMode { get; init; }

    /// <summary>Until a symbol's leverage is set; bounded by the symbol's own maximum.</summary>
    public Leverage LeverageDefault { get; init; } = new(20m);

    /// <summary>Time from a call to its answer; half of it passes before the venue acts.</summary>
    public TimeSpan LatencyMin { get; init; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan LatencyMax { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>How many finished orders, and how many fills, are remembered; older ones are evicted and counted.</summary>
    public int HistoryMax { get; init; } = 10_000;

    /// <summary>For replays: every answer comes at once.</summary>
    public PaperSettings WithoutLatency() => this with { LatencyMin = TimeSpan.Zero, LatencyMax = TimeSpan.Zero };

    /// <summary>What is wrong with these settings, each naming its member, the value and the range; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        Within(problems, nameof(StartingBalance), StartingBalance.Value, 0m, 1_000_000_000m);
        Within(problems, nameof(TakerFee), TakerFee.Value, 0m, 0.01m);
        Within(problems, nameof(MakerFee), MakerFee.Value, 0m, 0.01m);
        Within(problems, nameof(HalfSpreadBps), HalfSpreadBps, 0m, 1_000m);
        Within(problems, nameof(SlippageBps), SlippageBps, 0m, 1_000m);
        Within(problems, nameof(SlippageBpsPerMillion), SlippageBpsPerMillion, 0m, 10_000m);
        Within(problems, nameof(PartialFillProbability), PartialFillProbability.Value, 0m, 1m);
        Within(problems, nameof(PartialFillShare), PartialFillShare.Value, 0.01m, 0.99m);
        Within(problems, nameof(FundingRate), FundingRate.Value, -0.03m, 0.03m);
        Within(problems, nameof(MaintenanceMarginRate), MaintenanceMarginRate.Value, 0.0001m, 0.49m);
        Within(problems, nameof(LeverageDefault), LeverageDefault.Value, 1m, 125m);
        Within(problems, nameof(LatencyMin), LatencyMin, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Within(problems, nameof(LatencyMax), LatencyMax, LatencyMin, TimeSpan.FromMinutes(1));
        Within(problems, nameof(HistoryMax), HistoryMax, 100, 1_000_000);
        return problems;
    }

    private static void Within<T>(List<string> problems, string name, T value, T min, T max)
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            problems.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} is {value}; it must be from {min} to {max}."));
        }
    }
}
