namespace QuantumTrader.Unit.Execution.Binance;

/// <summary>One request as it went out.</summary>
internal sealed record WireCall(string Route, string Parameters, string Raw, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string name]
    {
        get
        {
            foreach (var pair in Parameters.Split('&'))
            {
                if (pair.StartsWith(name + "=", StringComparison.Ordinal))
                {
                    return Uri.UnescapeDataString(pair[(name.Length + 1)..]);
                }
            }

            return null;
        }
    }
}
