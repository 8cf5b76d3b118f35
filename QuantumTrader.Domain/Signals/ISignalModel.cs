namespace QuantumTrader.Domain.Signals;

/// <summary>
/// The seam for an own edge: features of one closed bar in, an action out. One instance serves all symbols, so it keeps
/// nothing about a symbol between calls. It is called on the engine's hot path: no allocation, no I/O, no clock.
/// </summary>
public interface ISignalModel
{
    /// <summary>A short stable name, such as <c>rule-trend</c>.</summary>
    string Id { get; }

    string Version { get; }

    /// <summary>Rule for rules written by hand; only Trained may trade in Live.</summary>
    Provenance Provenance { get; }

    /// <summary>Called only with complete features. The vector is reused after the call returns.</summary>
    ModelOutput Predict(FeatureVector features);
}
