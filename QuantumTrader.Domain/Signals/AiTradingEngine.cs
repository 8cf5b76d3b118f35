using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Signals;

/// <summary>
/// Asks one model about one symbol and lets nothing doubtful through: cold or incomplete features, an unknown action and a
/// confidence outside [0, 1] are all Hold. Allocates nothing.
/// </summary>
public sealed class AiTradingEngine(ISignalModel model)
{
    public ISignalModel Model { get; } = model;

    /// <param name="symbol">Whose features these are.</param>
    /// <param name="features">Already fed with the bar that closed at <paramref name="barCloseUtc"/>.</param>
    /// <param name="barCloseUtc">Market time.</param>
    public Signal Decide(Symbol symbol, FeatureExtractor features, DateTimeOffset barCloseUtc)
    {
        ArgumentNullException.ThrowIfNull(features);
        var output = features.IsWarm && features.Current.IsComplete ? Sound(Model.Predict(features.Current)) : ModelOutput.Hold;
        return new Signal(symbol, output.Action, output.Confidence, Model.Id, Model.Version, Model.Provenance, barCloseUtc);
    }

    private static ModelOutput Sound(ModelOutput output) =>
        output is { Action: SignalAction.Buy or SignalAction.Sell, Confidence: >= 0 and <= 1 } ? output : ModelOutput.Hold;

    /// <summary>Null when a model of this provenance may trade there; else why not and what to do.</summary>
    public static string? RefusalOf(Provenance provenance, TradingEnvironment environment) =>
        provenance == Provenance.Trained || environment is TradingEnvironment.Paper or TradingEnvironment.Rehearsal or TradingEnvironment.Testnet
            ? null
            : $"A model of provenance {provenance} may not trade in {environment}: register a trained ISignalModel, or set Exchange:Environment to Testnet.";

    /// <summary>The same for a model, which is named.</summary>
    public static string? RefusalOf(ISignalModel model, TradingEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(model);
        return RefusalOf(model.Provenance, environment) is { } refusal ? $"Signals:Model {model.Id} {model.Version}: {refusal}" : null;
    }
}
