using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>When keys were last used: noted in memory by each check, written now and then by upkeep.</summary>
internal sealed class KeyUses(ConsoleDatabase database)
{
    private const int AddressMax = 64;
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset AtUtc, string? From)> _uses = new(); // bounded by the good keys

    public void Note(Guid id, DateTimeOffset nowUtc, string? from) => _uses[id] = (nowUtc, from);

    public (DateTimeOffset AtUtc, string? From)? Of(Guid id) => _uses.TryGetValue(id, out var use) ? use : null;

    /// <exception cref="ConsoleUnavailableException">Those that are not written are kept for the next time.</exception>
    public async Task SaveAsync(CancellationToken stopping)
    {
        foreach (var use in _uses.ToList())
        {
            var (at, from) = (use.Value.AtUtc, BoundedText.OrNull(use.Value.From, AddressMax));
            await database.RunAsync(
                (context, ct) => context.ApiKeys.Where(k => k.Id == use.Key && (k.LastUsedAtUtc == null || k.LastUsedAtUtc < at))
                    .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAtUtc, at).SetProperty(k => k.LastUsedFrom, from), ct),
                stopping);
            _uses.TryRemove(use); // unless it was used again meanwhile
        }
    }
}
