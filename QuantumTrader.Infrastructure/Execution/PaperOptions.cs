using QuantumTrader.Domain.Execution.Paper;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>The section <c>Paper</c>. Units, ranges and meaning are those of <see cref="PaperSettings"/>.</summary>
public sealed class PaperOptions
{
    public const string Section = "Paper";

    private static readonly PaperSettings Default = new();

    /// <summary>USDT that a new account begins with; a stored account keeps its own.</summary>
    public decimal StartingBalance { get; set; } = Default.StartingBalance.Value;

    /// <summary>Shares: 0.0004 is 0.04 %.</summary>
    public decimal TakerFee { get; set; } = Default.TakerFee.Value;
    public decimal MakerFee { get; set; } = Default.MakerFee.Value;

    public decimal HalfSpreadBps { get; set; } = Default.HalfSpreadBps;
    public decimal SlippageBps { get; set; } = Default.SlippageBps;
    public decimal SlippageBpsPerMillion { get; set; } = Default.SlippageBpsPerMillion;

    public decimal PartialFillProbability { get; set; } = Default.PartialFillProbability.Value;
    public decimal PartialFillShare { get; set; } = Default.PartialFillShare.Value;

    /// <summary>Per eight hours of market time; positive is paid by longs.</summary>
    public decimal FundingRate { get; set; } = Default.FundingRate.Value;
    public decimal MaintenanceMarginRate { get; set; } = Default.MaintenanceMarginRate.Value;

    public bool HedgeMode { get; set; } = Default.HedgeMode;
    public decimal LeverageDefault { get; set; } = Default.LeverageDefault.Value;
    public TimeSpan LatencyMin { get; set; } = Default.LatencyMin;
    public TimeSpan LatencyMax { get; set; } = Default.LatencyMax;
    public int HistoryMax { get; set; } = Default.HistoryMax;

    /// <summary>Of slippage, part fills and latency.</summary>
    public ulong Seed { get; set; } = 1;

    public PaperSettings ToSettings() => new()
    {
        StartingBalance = new(StartingBalance),
        TakerFee = new(TakerFee),
        MakerFee = new(MakerFee),
        HalfSpreadBps = HalfSpreadBps,
        SlippageBps = SlippageBps,
        SlippageBpsPerMillion = SlippageBpsPerMillion,
        PartialFillProbability = new(PartialFillProbability),
        PartialFillShare = new(PartialFillShare),
        FundingRate = new(FundingRate),
        MaintenanceMarginRate = new(MaintenanceMarginRate),
        HedgeMode = HedgeMode,
        LeverageDefault = new(LeverageDefault),
        LatencyMin = LatencyMin,
        LatencyMax = LatencyMax,
        HistoryMax = HistoryMax,
    };
}
