namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>One request, whoever writes it: run once, never again.</summary>
internal interface IErrand : IDisposable
{
    /// <summary>Nothing of it was handed to a connection yet: the venue cannot know of it. A reading may say false without knowing.</summary>
    bool WasNeverSent { get; }

    /// <summary>The answer with its body still to be read. What it throws means that nobody answered.</summary>
    Task<HttpResponseMessage> RunAsync(CancellationToken limited);
}
