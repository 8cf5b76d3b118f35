using Microsoft.EntityFrameworkCore;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>Brings a database to the model of this version; refuses one of a newer version.</summary>
internal static class ConsoleMigrations
{
    public static async Task ApplyAsync(IConsoleEngine engine, CancellationToken stopping)
    {
        using var alone = await engine.BeginPreparingAsync(stopping);
        await using var context = engine.Open();
        var applied = (await context.Database.GetAppliedMigrationsAsync(stopping)).ToList();
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (applied.Find(migration => !known.Contains(migration)) is { } newer)
        {
            throw new ConsoleDatabaseException($"{engine.Where} was written by a newer version (migration {newer} is unknown here). Run that version again, or {engine.Remedy}");
        }

        if (applied.Count < known.Count)
        {
            await context.Database.MigrateAsync(stopping);
        }
    }
}
