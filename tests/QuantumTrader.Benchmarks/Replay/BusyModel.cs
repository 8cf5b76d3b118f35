using QuantumTrader.Domain.Signals;

namespace QuantumTrader.Benchmarks.Replay;

/// <summary>Buys on one bar and sells on the next, always sure: a trade every two bars.</summary>
public sealed class BusyModel : ISignalModel
{
    private bool _buys;

    public string Id => "busy";

    public string Version => "1.0";

    public Provenance Provenance => Provenance.Rule;

    public ModelOutput Predict(FeatureVector features) => new((_buys = !_buys) ? SignalAction.Buy : SignalAction.Sell, 0.9);
}
