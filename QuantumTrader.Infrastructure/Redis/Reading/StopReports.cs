using System.Text.Json;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Events.Forwarding;
using QuantumTrader.Infrastructure.Execution;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis.Reading;

/// <summary>What another process said about its run of an emergency, in the events that it copied to the shared store.</summary>
public static class StopReports
{
    private const string Advanced = "emergency.run_advanced";

    /// <summary>How far back the newest word is looked for; a process that is stopped journals little.</summary>
    private const int EntriesMax = 2_000;

    /// <param name="link">The store.</param>
    /// <param name="holder">As the lease names the other process.</param>
    /// <param name="emergencyId">Words on other emergencies do not count.</param>
    /// <returns>Null: it said nothing of it, or the store does not answer.</returns>
    public static async Task<EmergencyRunState?> LastAsync(RedisLink link, string holder, Guid emergencyId)
    {
        try
        {
            var journals = await link.Database.HashKeysAsync(link.Keys.Journals);
            if (journals.Select(j => (string)j!).FirstOrDefault(id => RedisLease.IsOfJournal(holder, id)) is not { } journal)
            {
                return null;
            }

            var newest = await link.Database.StreamRangeAsync(link.Keys.Events(journal), count: EntriesMax, messageOrder: Order.Descending);
            return newest.Where(e => e[EntryFields.Type] == Advanced).Select(e => StateIn(e, emergencyId)).FirstOrDefault(state => state is not null);
        }
        catch (Exception e) when (RedisLink.IsAway(e))
        {
            return null;
        }
    }

    /// <summary>Null for another emergency, and for what this program does not understand.</summary>
    private static EmergencyRunState? StateIn(StreamEntry entry, Guid emergencyId)
    {
        try
        {
            using var line = JsonDocument.Parse((ReadOnlyMemory<byte>)entry[EntryFields.Line]);
            var data = line.RootElement.GetProperty("data");
            return data.GetProperty("emergencyId").GetGuid() == emergencyId && Enum.TryParse<EmergencyRunState>(data.GetProperty("state").GetString(), out var state) ? state : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
