namespace QuantumTrader.FakeVenue;

/// <summary>The whole account's margin, USDT.</summary>
public sealed record AccountMargin
{
    public required decimal Wallet { get; init; }

    /// <summary>Wallet less what isolated positions have set aside.</summary>
    public required decimal CrossWallet { get; init; }

    public required decimal Unrealised { get; init; }

    public required decimal CrossUnrealised { get; init; }

    public required decimal PositionInitial { get; init; }

    public required decimal OrderInitial { get; init; }

    public required decimal Maintenance { get; init; }

    public required decimal CrossMaintenance { get; init; }

    /// <summary>What crossed positions and all open orders tie up.</summary>
    public required decimal CrossInitial { get; init; }

    public decimal Initial => PositionInitial + OrderInitial;

    public decimal MarginBalance => Wallet + Unrealised;

    public decimal CrossBalance => CrossWallet + CrossUnrealised;

    /// <summary>May be negative; the wire shows at least 0.</summary>
    public decimal Free => CrossBalance - CrossInitial;

    public decimal Available => decimal.Max(Free, 0m);

    /// <summary>Unrealised profit cannot be withdrawn.</summary>
    public decimal MaxWithdraw => decimal.Max(decimal.Min(Available, CrossWallet), 0m);
}
