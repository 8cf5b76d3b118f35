namespace QuantumTrader.Web.Ui.Deeds;

/// <summary>What came of something that needs leave, for the screen.</summary>
/// <param name="Trouble">Why there is no value, in words; null when there is one. Empty when the person thought better of it.</param>
public readonly record struct Answer<T>(T? Value, string? Trouble)
{
    public bool IsDone => Trouble is null;
}
