namespace QuantumTrader.FakeVenue;

/// <summary>Every REST path the venue speaks; the parts of the venue add theirs at the start.</summary>
public sealed class RestTable
{
    private readonly Dictionary<(string Verb, string Path), RestEndpoint> _endpoints = [];

    public IReadOnlyCollection<(string Verb, string Path)> Paths => _endpoints.Keys;

    public void Add(string verb, string path, RestSecurity security, int weight, Func<RestCall, RestAnswer> handle) =>
        Add(verb, path, new RestEndpoint(security, handle, _ => weight));

    public void Add(string verb, string path, RestEndpoint endpoint) => _endpoints.Add((verb, path), endpoint);

    public RestEndpoint? Find(string verb, string path) => _endpoints.GetValueOrDefault((verb, path));
}
