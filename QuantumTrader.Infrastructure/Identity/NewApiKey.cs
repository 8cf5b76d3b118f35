namespace QuantumTrader.Infrastructure.Identity;

/// <param name="Text">The key; a secret, shown once.</param>
public sealed record NewApiKey(ApiKeyFacts Facts, string Text)
{
    /// <summary>Without the secret, so that it cannot slip into a log.</summary>
    public override string ToString() => $"API key {Facts.Id} '{Facts.Label}'";
}
