using System.Text.Json;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Events.Forwarding;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis.Reading;

/// <summary>What another process said about its run of an emergency, in the events that it copied to the shared store.</summary>
public static class StopReports
{
    private const string Advanced = "emergency.run_advanced";

    /// <summary>How far back the newest word is looked for; a process that is stopped journals little.</summary>
    private const int EntriesMax = 2_000;

    /// <param name="link">The store.</param>
    /// <param name="journals">Whose word counts, by the id of the journal.</param>
    /// <param name="emergencyId">Words on other emergencies do not count.</param>
    /// <returns>Null: it said nothing of it, or the store does not answer.</returns>
    public static async Task<EmergencyRunState?> LastAsync(RedisLink link, Func<string, bool> journals, Guid emergencyId)
    {
        try
        {
            var known = await link.Database.HashKeysAsync(link.Keys.Journals);
            if (known.Select(j => (string)j!).FirstOrDefault(journals) is not { } journal)
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

    /// <summary>The journal of another data directory that led last, as far as events were copied; null: none ever did, or the store does not answer.</summary>
    public static async Task<string?> LastLeaderAsync(RedisLink link, string ownJournal)
    {
        try
        {
            var all = await link.Database.HashGetAllAsync(link.Keys.Journals);
            var others = all.Where(e => e.Name != ownJournal).Select(e => (Journal: (string)e.Name!, Epoch: EpochIn((string?)e.Value))).Where(e => e.Epoch > 0);
            return others.OrderByDescending(e => e.Epoch).Select(e => e.Journal).FirstOrDefault();
        }
        catch (Exception e) when (RedisLink.IsAway(e))
        {
            return null;
        }
    }

    private static long EpochIn(string? text)
    {
        try
        {
            using var about = JsonDocument.Parse(text ?? "");
            return about.RootElement.GetProperty("epoch").GetInt64();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return 0;
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
