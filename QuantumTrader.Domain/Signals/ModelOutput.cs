namespace QuantumTrader.Domain.Signals;

/// <summary>A model's answer for one bar.</summary>
/// <param name="Action">What it wants; Hold is nothing.</param>
/// <param name="Confidence">0 to 1.</param>
public readonly record struct ModelOutput(SignalAction Action, double Confidence)
{
    public static readonly ModelOutput Hold = new(SignalAction.Hold, 0);
}
