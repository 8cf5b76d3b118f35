using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Simulation.Harness;

/// <summary>Signals without sense and in plenty, decided by the features' bits alone: every path gets walked.</summary>
internal sealed class SimModel(ulong seed) : ISignalModel
{
    private const double SignalChance = 0.08;

    public string Id => "simulated";

    public string Version => "1";

    public Provenance Provenance => Provenance.Rule;

    public ModelOutput Predict(FeatureVector features)
    {
        var draws = new SeededRandom(seed ^ BitConverter.DoubleToUInt64Bits(features.PriceChange) ^ BitConverter.DoubleToUInt64Bits(features.Ema50));
        return draws.NextDouble() >= SignalChance
            ? ModelOutput.Hold
            : new ModelOutput(draws.Next(2) == 0 ? SignalAction.Buy : SignalAction.Sell, 0.4 + (0.6 * draws.NextDouble()));
    }
}
