using QuantumTrader.Domain.Market;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Overview;

/// <summary>One part of the engine in the health strip.</summary>
/// <param name="Age">Of what the part last said; null where an age means nothing.</param>
public sealed record HealthItem(string Name, Shown Value, Freshness<EngineView>? Age = null);
