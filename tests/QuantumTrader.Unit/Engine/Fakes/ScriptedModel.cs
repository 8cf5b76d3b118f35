using QuantumTrader.Domain.Signals;

namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>A model that says what a test tells it to say.</summary>
internal sealed class ScriptedModel(Func<FeatureVector, ModelOutput> says) : ISignalModel
{
    public string Id => "scripted";

    public string Version => "1";

    public Provenance Provenance => Provenance.Rule;

    public ModelOutput Predict(FeatureVector features) => says(features);
}
