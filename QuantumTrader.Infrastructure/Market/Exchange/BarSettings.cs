namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>How bars of many symbols become steps.</summary>
public sealed record BarSettings
{
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Bars per symbol before the live ones, 0 or more.</summary>
    public int HistoryBars { get; init; } = 500;

    /// <summary>How long a step waits for the other symbols after its first bar came.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A bar that has not come by then after its close is asked for by REST.</summary>
    public TimeSpan LateMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A bar that is given later than this after its close only warms indicators up: nobody may trade on its price.</summary>
    public TimeSpan LiveAgeMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A bar is final so long after its close; REST may still change it before.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A bar that was given and comes again with other numbers is given again within this time, and ignored afterwards.</summary>
    public TimeSpan CorrectionMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bars after a hole wait for its filling no longer than this.</summary>
    public TimeSpan GapWaitMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two questions for the same missing bar; doubles up to 64 times as long.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the clock is looked at while nothing comes.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>For a market whose time runs faster than the clock: what waits for the network waits as long by the clock.</summary>
    /// <param name="speed">Market seconds per clock second, above 0.</param>
    public BarSettings At(double speed) => this with
    {
        Grace = Grace * speed,
        LateMax = LateMax * speed,
        LiveAgeMax = LiveAgeMax * speed,
        SettleTime = SettleTime * speed,
        CorrectionMax = CorrectionMax * speed,
        GapWaitMax = GapWaitMax * speed,
    };

    /// <summary>Questions to the venue at one time.</summary>
    public int AskedAtOnceMax { get; init; } = 4;
}
