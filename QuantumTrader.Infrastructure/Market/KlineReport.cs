namespace QuantumTrader.Infrastructure.Market;

/// <summary>What was found in a kline file, so that nothing about it is silent.</summary>
public sealed record KlineReport
{
    public const int GapsListedMax = 20;

    /// <summary>Data rows in the file, the header not counted.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows outside the asked time range.</summary>
    public required int OutsideRange { get; init; }

    /// <summary>Rows that repeat the row before them exactly; they were dropped.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Places where bars are missing, within the asked range.</summary>
    public required int Gaps { get; init; }

    /// <summary>Bars missing in all gaps together.</summary>
    public required long MissingBars { get; init; }

    /// <summary>The first <see cref="GapsListedMax"/> gaps.</summary>
    public required IReadOnlyList<KlineGap> FirstGaps { get; init; }
}
