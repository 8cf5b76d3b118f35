namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>One endpoint: what is sent where, and what it costs.</summary>
/// <param name="Verb">GET, POST, PUT or DELETE.</param>
/// <param name="Path">From the first slash on.</param>
/// <param name="Access">What must go with it.</param>
/// <param name="Weight">Of the request limit, unless configured otherwise.</param>
/// <param name="Turn">Whose turn it is when the limits are nearly used up.</param>
internal sealed record BinanceEndpoint(HttpMethod Verb, string Path, EndpointAccess Access, int Weight, CallTurn Turn)
{
    /// <summary>It sends, changes or cancels something: without an answer nobody knows.</summary>
    public bool IsChange => Verb != HttpMethod.Get;

    /// <summary>The longest answer that is read, in bytes. What is unusual says so; pages and single things have a fraction of this.</summary>
    public int BodyMax { get; init; } = 4 * 1024 * 1024;

    public string Name { get; } = $"{Verb.Method} {Path}";
}
