using System.Text.Json;
using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>Keeps what the venue said, in order.</summary>
public sealed class VenueEventLog : IVenueEvents
{
    private readonly Lock _gate = new();
    private readonly List<(string Name, JsonElement Json)> _events = [];

    public List<string> Names => Read(e => e.Name);

    public List<JsonElement> Of(string name)
    {
        lock (_gate)
        {
            return [.. _events.Where(e => e.Name == name).Select(e => e.Json)];
        }
    }

    /// <summary>The inner objects of one kind of event.</summary>
    public List<JsonElement> Orders => [.. Of("ORDER_TRADE_UPDATE").Select(e => e.GetProperty("o"))];

    public List<JsonElement> Algos => [.. Of("ALGO_UPDATE").Select(e => e.GetProperty("o"))];

    public void Clear()
    {
        lock (_gate)
        {
            _events.Clear();
        }
    }

    public void OnUserEvent(string accountId, string name, byte[] json) => Add(name, json);

    public void OnForceOrder(string symbol, byte[] json) => Add("forceOrder", json);

    public void OnTrade(string symbol, decimal price, decimal quantity, bool buyerIsMaker, long atMs)
    {
    }

    public void OnStatus(string symbol, string status) => Add("status", JsonSerializer.SerializeToUtf8Bytes(new { symbol, status }));

    private void Add(string name, byte[] json)
    {
        lock (_gate)
        {
            _events.Add((name, JsonDocument.Parse(json).RootElement));
        }
    }

    private List<T> Read<T>(Func<(string Name, JsonElement Json), T> part)
    {
        lock (_gate)
        {
            return [.. _events.Select(part)];
        }
    }
}
