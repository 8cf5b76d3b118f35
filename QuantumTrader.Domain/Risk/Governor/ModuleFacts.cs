using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>What the modules decide on, taken at one moment and the same for all of them. <c>default</c> makes every module deny.</summary>
public readonly record struct ModuleFacts
{
    public DateTimeOffset NowUtc { get; init; }

    /// <summary>How long a directive counts.</summary>
    public TimeSpan ValidFor { get; init; }

    /// <summary>The one policy; null: none could be read.</summary>
    public TradingPolicy? Policy { get; init; }

    /// <summary>An emergency holds, here or in the policy.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>Wallet and unrealised profit together; null: unknown.</summary>
    public Usd? Equity { get; init; }

    /// <summary>At the start of the UTC day; null: unknown.</summary>
    public Usd? DayOpenEquity { get; init; }

    /// <summary>Below the peak; null: unknown.</summary>
    public Fraction? Drawdown { get; init; }

    /// <summary>Losing trades in a row that closed on this UTC day; null: unknown.</summary>
    public int? LosingStreak { get; init; }

    /// <summary>Positions that are open plus entries that may still open one; null: unknown.</summary>
    public int? OpenPositions { get; init; }

    public MarketFacts Market { get; init; }

    /// <summary>What trading is back to after a reset, as a share of each size; null: it is not on its way back.</summary>
    public Fraction? ReEntryShare { get; init; }

    /// <summary>Until when that stage lasts if nothing happens.</summary>
    public DateTimeOffset? ReEntryUntilUtc { get; init; }

    public HealthFacts Health { get; init; }

    /// <summary>The next midnight in UTC.</summary>
    public DateTimeOffset DayEndsUtc => new(NowUtc.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    /// <summary>The day's loss as a share of its opening equity; negative for a gain, null when it cannot be told.</summary>
    public Fraction? DailyLoss => Equity is { } equity && DayOpenEquity is { Value: > 0m } open ? (open - equity).ShareOf(open) : null;
}
