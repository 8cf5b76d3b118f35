using QuantumTrader.Infrastructure.Execution.Binance;

namespace QuantumTrader.Web.Commands;

/// <summary>From where a start takes the venue's API key: what is set, never a value.</summary>
/// <param name="UsesFile"><c>Binance:UseSecretFile</c>: it alone decides.</param>
/// <param name="HasKey">The configuration has <c>Binance:ApiKey</c>.</param>
/// <param name="HasSecret">The configuration has <c>Binance:ApiSecret</c>.</param>
internal sealed record KeySource(bool UsesFile, bool HasKey, bool HasSecret)
{
    public static KeySource Of(IConfiguration configuration) => new(
        bool.TryParse(configuration[$"{BinanceOptions.Section}:{nameof(BinanceOptions.UseSecretFile)}"], out var isUsed) && isUsed,
        !string.IsNullOrWhiteSpace(configuration[$"{BinanceOptions.Section}:{nameof(BinanceOptions.ApiKey)}"]),
        !string.IsNullOrWhiteSpace(configuration[$"{BinanceOptions.Section}:{nameof(BinanceOptions.ApiSecret)}"]));

    /// <summary>file, configuration, none, or both, which no start takes.</summary>
    public string Name => (UsesFile, HasKey || HasSecret) switch
    {
        (true, true) => "both",
        (true, false) => "file",
        (false, true) => "configuration",
        _ => "none",
    };

    public string Words => Name switch
    {
        "both" => $"Binance:UseSecretFile is true and {Set} too: a start is refused until one of the two is gone.",
        "file" => "A start takes the key from this file: Binance:UseSecretFile is true.",
        "configuration" => $"A start does not take this file: Binance:UseSecretFile is false, and {Set}.",
        _ => "A start does not take this file: Binance:UseSecretFile is false, and the configuration has no key either. Set Binance:UseSecretFile to true.",
    } + " (By the configuration and the environment of this command.)";

    private string Set => (HasKey, HasSecret) switch
    {
        (true, true) => "Binance:ApiKey and Binance:ApiSecret are set in the configuration or the environment",
        (true, false) => "Binance:ApiKey is set in the configuration or the environment, without Binance:ApiSecret",
        _ => "Binance:ApiSecret is set in the configuration or the environment, without Binance:ApiKey",
    };
}
