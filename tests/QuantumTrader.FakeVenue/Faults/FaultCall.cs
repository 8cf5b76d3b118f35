namespace QuantumTrader.FakeVenue;

/// <summary>One REST call as a fault script sees it.</summary>
/// <param name="Number">Counts every call of this venue, from 1.</param>
/// <param name="AccountId">Empty until the signature was accepted.</param>
/// <param name="Parameters">Query and body; a script only reads.</param>
public sealed record FaultCall(long Number, string Verb, string Path, string AccountId, IReadOnlyDictionary<string, string> Parameters)
{
    public string? Get(string name) => Parameters.GetValueOrDefault(name);
}
