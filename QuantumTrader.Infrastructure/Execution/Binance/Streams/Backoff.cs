using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>Doubles up to its cap; half of each wait is drawn, so that many clients do not come back at one instant.</summary>
internal sealed class Backoff(TimeSpan min, TimeSpan max, SeededRandom random)
{
    private const int DoublingsMax = 30;
    private int _failures;

    public TimeSpan Next()
    {
        var whole = Math.Min(max.Ticks, min.Ticks * Math.Pow(2.0, Math.Min(_failures++, DoublingsMax)));
        return TimeSpan.FromTicks((long)(whole * (0.5 + (random.NextDouble() / 2.0))));
    }

    public void Reset() => _failures = 0;
}
