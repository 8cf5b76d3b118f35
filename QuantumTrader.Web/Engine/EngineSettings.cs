using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Emergency.Triggers;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Web.Engine;

/// <summary>The engine's own settings, from configuration or, in a replay, as given.</summary>
public sealed record EngineSettings
{
    public TradingEnvironment Environment { get; init; } = TradingEnvironment.Paper;

    /// <summary>Where orders go, as the data directory remembers it.</summary>
    public string VenueName { get; init; } = nameof(TradingEnvironment.Paper);

    /// <summary>The venue keeps a leg per direction; orders then name theirs.</summary>
    public bool HedgeMode { get; init; }

    /// <summary>The most margin that may be bound, and what sizes are reckoned from where equity is more; only live trading is capped.</summary>
    public Usd CapitalMax { get; init; } = new(decimal.MaxValue);

    public TimeSpan VolatilityTimeframe { get; init; } = TimeSpan.FromHours(4);
    public ExecutionOptions Execution { get; init; } = new();
    public PolicyOptions Policy { get; init; } = new();
    public RiskOptions Risk { get; init; } = new();
    public TradesOptions Trades { get; init; } = new();
    public EmergencyOptions Emergency { get; init; } = new();
    public TriggersOptions Triggers { get; init; } = new();
}
