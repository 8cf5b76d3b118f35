namespace QuantumTrader.Web.Engine.Replay;

/// <summary>What a replay found. Money in USDT, shares as fractions (0.10 is 10 %).</summary>
public sealed record ReplayReport
{
    public required string File { get; init; }
    public required string Symbol { get; init; }
    public required string Interval { get; init; }
    public required ulong Seed { get; init; }
    public required DateTimeOffset FromUtc { get; init; }
    public required DateTimeOffset ToUtc { get; init; }

    /// <summary>All bars of the file that were in the asked span.</summary>
    public required long Bars { get; init; }

    /// <summary>The full path ran: indicators warm and trading not stopped.</summary>
    public required long BarsTraded { get; init; }

    public required long BarsHalted { get; init; }
    public required long BarsWarmUp { get; init; }
    public required long Gaps { get; init; }
    public required long MissingBars { get; init; }
    public required long Duplicates { get; init; }
    /// <summary>Marks between the bars.</summary>
    public long Marks { get; init; }

    /// <summary>Of the policy that was asked for; null: the default one.</summary>
    public long? PolicyVersion { get; init; }

    public required long Signals { get; init; }
    public required long Trades { get; init; }
    public required long OpenTrades { get; init; }

    /// <summary>Closed trades with a positive net result; null without trades.</summary>
    public required decimal? WinRate { get; init; }

    public required decimal PnlGross { get; init; }
    public required decimal Fees { get; init; }
    public required decimal Funding { get; init; }
    public required decimal PnlNet { get; init; }
    public required decimal EquityStart { get; init; }
    public required decimal EquityEnd { get; init; }

    /// <summary>Largest fall from a peak of equity at bar closes, as a share of that peak; resets do not rebase this one.</summary>
    public required decimal MaxDrawdown { get; init; }

    /// <summary>Mean over standard deviation of the returns per bucket, times the root of buckets a year; null below 3 buckets.</summary>
    public required double? Sharpe { get; init; }

    /// <summary>Share of the bars at whose close a position was open.</summary>
    public required decimal Exposure { get; init; }

    public required long SizingDecisions { get; init; }
    public required long SizingFallbacks { get; init; }
    public required IReadOnlyDictionary<string, long> Denials { get; init; }
    public required long EmergencyStops { get; init; }
    public required long SimulatedResets { get; init; }
    public required long Events { get; init; }

    /// <summary>SHA-256 over the event log.</summary>
    public required string EventHash { get; init; }

    /// <summary>Of the machine that ran it, not part of the result: over the bars on which the full path ran.</summary>
    public required double BarsPerSecond { get; init; }

    public required double MicrosecondsPerEvent { get; init; }
    public required double ElapsedSeconds { get; init; }
}
