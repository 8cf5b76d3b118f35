using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Simulation.Harness;

/// <summary>What the venue's stream makes of what the venue tells: once, twice, late, in another order, never.</summary>
internal sealed class StreamTrouble(ulong seed, SimulationOptions options, Counts counts)
{
    private const int LateSecondsMax = 20;
    private const int VeryLateSecondsMax = 600;
    private static readonly TimeSpan[] AtOnce = [TimeSpan.Zero];
    private readonly SeededRandom _random = new(seed);

    /// <summary>When the engine hears of it, each time; empty: never.</summary>
    public TimeSpan[] Of(ExchangeUpdate update, bool isHealed)
    {
        if (isHealed || !options.StreamFaults)
        {
            return AtOnce;
        }

        switch (_random.Next(60))
        {
            case < 4:
                return Told("twice", TimeSpan.Zero, TimeSpan.Zero);
            case < 8:
                return Told("twice, the second late", TimeSpan.Zero, Seconds(LateSecondsMax));
            case < 13:
                return Told("late", Seconds(LateSecondsMax));
            case < 14:
                return Told("very late", Seconds(VeryLateSecondsMax));
            case < 15:
                return Told("never");
            default:
                return AtOnce;
        }

        TimeSpan[] Told(string how, params TimeSpan[] delays)
        {
            counts.Add($"stream: {update.GetType().Name} {how}");
            return delays;
        }
    }

    private TimeSpan Seconds(int max) => TimeSpan.FromSeconds(0.05 + (max * _random.NextDouble()));
}
