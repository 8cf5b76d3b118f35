namespace QuantumTrader.Infrastructure.Execution;

/// <summary>The data directory's trades are at another venue than the settings name.</summary>
public sealed class OtherVenueException(string directory, string noted, string chosen) : Exception(
    $"The data directory {directory} trades at '{noted}', and these settings choose '{chosen}': give Exchange:Provider, Exchange:Environment and the Binance section as the app had them (a shell of its own needs the same environment variables), or name another folder with Data:Directory.");
